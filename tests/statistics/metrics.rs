//! Metrics against gold scores.

use mizan::statistics::calibration::calibrate;
use mizan::statistics::concordance::{Concordance, KendallLike, tau_c};
use mizan::statistics::correlation::{p_value, pairwise_difference_pearson, pearson, spearman};
use mizan::statistics::grouping::{Grouping, Row, average, rows, weighted_average};
use mizan::statistics::kendall::kendall_p;
use mizan::statistics::paired::Alternative;
use mizan::statistics::pairwise::{SignChoices, pairwise_accuracy};
use mizan::statistics::swap::perm_both;
use mizan::statistics::williams::williams;
use mizan::statistics::wmt::assign_ranks;
use serde_json::Value;

use super::{
    TOLERANCE, assert_close, assert_near, bits, golden, monte_carlo_error, numbers, table,
};

type Statistic = fn(&Concordance) -> f64;

#[test]
fn vectors_are_those_of_mt_metrics_eval() {
    for (name, vector) in golden("mtme_stats.json")["vectors"].as_object().unwrap() {
        let (gold, metric) = (numbers(&vector["gold"]), numbers(&vector["metric"]));
        let row = [Row { gold: gold.clone(), metric: metric.clone() }];
        let counts = Concordance::new(&gold, &metric, 0.0);
        let suff = &vector["suff"];
        assert_eq!(Some(counts.concordant), suff["con"].as_u64(), "{name}");
        assert_eq!(Some(counts.discordant), suff["dis"].as_u64(), "{name}");
        assert_eq!(Some(counts.ties_metric), suff["ties_metric_only"].as_u64(), "{name}");
        assert_eq!(Some(counts.ties_gold), suff["ties_gold_only"].as_u64(), "{name}");
        assert_eq!(Some(counts.ties_both), suff["ties_both"].as_u64(), "{name}");
        assert_close(counts.tau_b(), &vector["tau_b"], name);
        assert_close(counts.tau_b(), &vector["scipy_kendalltau_b"], name);
        assert_close(kendall_p(&gold, &metric), &vector["scipy_kendalltau_b_p"], name);
        assert_close(tau_c(&gold, &metric), &vector["tau_c"], name);
        assert_close(tau_c(&gold, &metric), &vector["scipy_kendalltau_c"], name);
        assert_close(counts.tau_23(), &vector["tau_23"], name);
        assert_close(counts.accuracy(), &vector["tau_acc23"], name);
        for epsilon in ["0.05", "0.1", "0.25"] {
            assert_epsilon(&gold, &metric, epsilon, &vector[format!("eps_{epsilon}")]);
        }
        assert_close(average(&row, pearson).value, &vector["pearson_mtme"], name);
        assert_close(average(&row, spearman).value, &vector["spearman_mtme"], name);
        assert_close(pearson(&gold, &metric), &vector["scipy_pearson"], name);
        assert_close(spearman(&gold, &metric), &vector["scipy_spearman"], name);
        let agreement = numbers(&vector["agreement(agree,pairs)"]);
        assert_eq!(agreement, [counts.concordant + counts.ties_both, counts.pairs()].map(real));
        let like = KendallLike::new(&gold, &metric, 1.0);
        let expected = &vector["kendall_like_thresh1"];
        assert_close(like.tau(), &expected["corr"], name);
        assert_eq!(Some(like.pairs()), expected["pairs"].as_u64());
        assert_eq!(Some(like.concordant), expected["con"].as_u64());
        assert_eq!(Some(like.discordant), expected["dis"].as_u64());
        for (field, statistic) in [
            ("ties_opt_23", Concordance::tau_23 as Statistic),
            ("ties_opt_acc23", Concordance::accuracy),
        ] {
            let expected = &vector[field];
            let best = calibrate(&row, statistic).unwrap();
            // Differences of floats, to the last bit.
            assert_eq!(Some(best.epsilon), expected["epsilon"].as_f64(), "{name}");
            assert_close(best.value, &expected["best"], name);
            let (epsilons, values): (Vec<f64>, Vec<f64>) = best.candidates.into_iter().unzip();
            assert_eq!(epsilons, numbers(&expected["thresholds"]), "{name}");
            assert_eq!(values.len(), epsilons.len());
            for (value, expected) in values.iter().zip(expected["values"].as_array().unwrap()) {
                assert_close(*value, expected, name);
            }
        }
    }
}

fn real(count: u64) -> f64 {
    count as f64
}

fn assert_epsilon(gold: &[f64], metric: &[f64], epsilon: &str, expected: &Value) {
    let counts = Concordance::new(gold, metric, epsilon.parse().unwrap());
    assert_eq!(Some(counts.concordant), expected["con"].as_u64(), "{epsilon}");
    assert_eq!(Some(counts.discordant), expected["dis"].as_u64(), "{epsilon}");
    assert_eq!(Some(counts.ties_metric), expected["ties_metric_only"].as_u64(), "{epsilon}");
    assert_eq!(Some(counts.ties_gold), expected["ties_gold_only"].as_u64(), "{epsilon}");
    assert_eq!(Some(counts.ties_both), expected["ties_both"].as_u64(), "{epsilon}");
    assert_close(counts.accuracy(), &expected["acc23"], epsilon);
    assert_close(counts.tau_23(), &expected["tau23"], epsilon);
    assert_close(counts.tau_b(), &expected["b"], epsilon);
}

#[test]
fn averages_over_rows_are_those_of_mt_metrics_eval() {
    for (name, matrix) in golden("mtme_stats.json")["matrices"].as_object().unwrap() {
        let scores = |side: &str| -> Vec<Option<f64>> {
            matrix[side].as_array().unwrap().iter().map(Value::as_f64).collect()
        };
        let systems = usize::try_from(matrix["num_sys"].as_u64().unwrap()).unwrap();
        let grouped = |by| rows(&scores("gold"), &scores("metric"), systems, by);
        for (field, by) in
            [("none", Grouping::None), ("sys", Grouping::System), ("item", Grouping::Segment)]
        {
            let expected = &matrix[field];
            let rows = grouped(by);
            assert_correlations(&rows, expected, &format!("{name} {field}"));
            let mean = |statistic: Statistic| {
                average(&rows, |gold, metric| statistic(&Concordance::new(gold, metric, 0.0)))
            };
            assert_close(mean(Concordance::tau_b).value, &expected["kendall_b"], name);
            assert_close(mean(Concordance::tau_23).value, &expected["tau23"], name);
            let accuracy = mean(Concordance::accuracy);
            assert_close(accuracy.value, &expected["acc23"][0], name);
            assert_close(accuracy.weight, &expected["acc23"][2], name);
            let best = calibrate(&rows, Concordance::accuracy).unwrap();
            let expected_best = &expected["acc23_opt_rate1"];
            assert_eq!(Some(best.epsilon), expected_best["epsilon"].as_f64(), "{name} {field}");
            assert_close(best.value, &expected_best["best"], name);
            let like = weighted_average(&rows, |gold, metric| {
                let counts = KendallLike::new(gold, metric, 1.0);
                (counts.tau(), real(counts.pairs()))
            });
            assert_close(like.value, &expected["kendall_like_thresh1"][0], name);
            assert_close(like.weight, &expected["kendall_like_thresh1"][2], name);
        }
        let pooled = pairwise_difference_pearson(&grouped(Grouping::Segment));
        assert_close(pooled, &matrix["pearson_pairwise_diff_pdp_item"], name);
    }
}

/// Value, mean p-value and number of rows.
fn assert_correlations(rows: &[Row], expected: &Value, name: &str) {
    type Correlation = fn(&[f64], &[f64]) -> f64;
    for (field, correlation) in [("pearson", pearson as Correlation), ("spearman", spearman)] {
        let expected = &expected[field];
        let found = average(rows, correlation);
        assert_close(found.value, &expected[0], name);
        assert_close(found.weight, &expected[2], name);
        let usable = rows.iter().filter(|row| row.gold.len() > 1);
        let values = usable.map(|row| (correlation(&row.gold, &row.metric), row.gold.len()));
        // SciPy says that Pearson's r of two pairs has p = 1, and NaN for Spearman's.
        let p = |(r, pairs)| {
            if pairs == 2 && field == "pearson" { 1.0 } else { p_value(r, pairs) }
        };
        let p: f64 = values.filter(|(r, _)| !r.is_nan()).map(p).sum::<f64>() / found.weight;
        // Next to r = 1 the p-value has half of r's digits: 1e-16 there is 1e-8 here.
        assert_near(p, expected[1].as_f64().unwrap_or(f64::NAN), 1e-8, name);
    }
}

#[test]
fn soft_pairwise_accuracy_is_that_of_the_reference() {
    const TRIALS: usize = 50_000;
    const REFERENCE_TRIALS: usize = 1000;
    let golden = golden("mtme_stats.json");
    let golden = &golden["soft_pairwise_accuracy"];
    for name in ["docstring", "four_sys_gold", "four_sys_metric"] {
        let golden = &golden[name];
        let scores = table(&golden["seg_scores"]);
        let exact = SignChoices::new(scores[0].len(), 0, || unreachable!()).p_values(&scores);
        // Segments without a difference call for drawing and change nothing else.
        let padded: Vec<Vec<f64>> =
            scores.iter().map(|system| [&system[..], &[0.0; 20]].concat()).collect();
        let drawn = SignChoices::new(padded[0].len(), TRIALS, bits(4)).p_values(&padded);
        let expected_exact = table(&golden["p_exact_2^L"]);
        let expected_drawn = table(&golden["p_pcg64_seed4_1000"]);
        for a in 0..scores.len() {
            for b in a + 1..scores.len() {
                let p = expected_exact[a][b];
                assert_near(exact[a][b], p, TOLERANCE, name);
                let error = monte_carlo_error(p, TRIALS, usize::MAX);
                assert_near(drawn[a][b], p, error, name);
                let error = monte_carlo_error(p, TRIALS, REFERENCE_TRIALS);
                assert_near(drawn[a][b], expected_drawn[a][b], error, name);
            }
        }
    }
    let gold = table(&golden["four_sys_gold"]["seg_scores"]);
    let metric = table(&golden["four_sys_metric"]["seg_scores"]);
    let choices = SignChoices::new(gold[0].len(), 0, || unreachable!());
    let accuracy = choices.soft_pairwise_accuracy(&gold, &metric);
    assert_close(accuracy, &golden["spa_four_sys_exact"], "exact");
    // A mean of six differences of p-values from 1,000 draws.
    assert_near(accuracy, golden["spa_four_sys_seed4"].as_f64().unwrap(), 0.02, "seed 4");
}

#[test]
fn pairwise_accuracy_is_that_of_the_reference() {
    let golden = golden("mtme_stats.json");
    let golden = &golden["pairwise_accuracy_four_sys"];
    let (gold, metric) = (numbers(&golden["gold_means"]), numbers(&golden["metric_means"]));
    let expected = numbers(&golden["acc"]);
    assert_eq!(pairwise_accuracy(&gold, &metric), expected[0] / expected[1]);
}

#[test]
fn williams_is_that_of_mt_metrics_eval() {
    for case in golden("mtme_stats.json")["williams"].as_array().unwrap() {
        let number = |name: &str| case[name].as_f64().unwrap();
        let count = usize::try_from(case["n"].as_u64().unwrap()).unwrap();
        let (r12, r13) = (number("r12"), number("r13"));
        let test = |alternative| williams(r12, r13, number("r23"), count, alternative);
        let better = if r12 > r13 { Alternative::Greater } else { Alternative::Less };
        assert_close(test(better).p, &case["one_sided"], "one-sided");
        assert_close(test(Alternative::TwoSided).p, &case["two_sided"], "two-sided");
    }
}

#[test]
fn ranks_are_those_of_mt_metrics_eval() {
    let golden = golden("mtme_stats.json");
    for name in ["assign_ranks", "assign_ranks2"] {
        let case = &golden[name];
        let ranks = assign_ranks(&table(&case["sig_matrix"]), case["pval"].as_f64().unwrap());
        let expected = case["ranks"].as_array().unwrap().iter().map(|rank| rank.as_u64().unwrap());
        assert!(ranks.into_iter().map(|rank| rank as u64).eq(expected), "{name}");
    }
}

#[test]
fn perm_both_is_that_of_mt_metrics_eval() {
    let golden = golden("mtme_stats.json");
    let case = &golden["permutation_sig_diff_perm_both"];
    let gold = numbers(&case["gold"]);
    let side = |name: &str| [Row { gold: gold.clone(), metric: numbers(&case[name]) }];
    let (first, second) = (side("metric1"), side("metric2"));
    let value = |rows: &[Row]| average(rows, pearson).value;
    assert_close(value(&first), &case["pearson1"], "pearson1");
    assert_close(value(&second), &case["pearson2"], "pearson2");
    let expected = case["p"].as_f64().unwrap();
    let reference_trials = usize::try_from(case["k"].as_u64().unwrap()).unwrap();
    // The reference ran to the end; here it ends after the first 1,000, clearly below 0.02.
    let swap = perm_both(&first, &second, value, reference_trials, bits(2));
    assert_close(swap.difference, &case["delta_on_z"], "difference");
    assert_eq!(swap.trials, 1000);
    let error = monte_carlo_error(expected, swap.trials, reference_trials);
    assert_near(swap.p, expected, error, "p");
    let reverse = perm_both(&second, &first, value, reference_trials, bits(2));
    assert_eq!(reverse.trials, 1000);
    assert_near(reverse.p, 1.0 - expected, error, "the other way");
}
