//! Tests between systems, and corrections of their p-values.

use mizan::statistics::correction;
use mizan::statistics::paired::{Alternative, Test, permutation, t_test};
use mizan::statistics::wilcoxon::{Method, Zeros, wilcoxon};

use super::{assert_close, golden, numbers};

#[track_caller]
fn assert_test(test: Test, golden: &serde_json::Value, statistic: &str) {
    assert_close(test.statistic, &golden[statistic], statistic);
    assert_close(test.p, &golden["p"], "p");
}

#[test]
fn paired_tests_are_those_of_scipy() {
    let golden = golden("system_tests.json");
    let (a, b) = (numbers(&golden["a"]), numbers(&golden["b"]));
    let differences: Vec<f64> = a.iter().zip(&b).map(|(a, b)| a - b).collect();

    let exact = |alternative| permutation(&differences, alternative, 0, || unreachable!());
    let expected = &golden["paired_permutation_exact"];
    let greater = exact(Alternative::Greater);
    assert_close(greater.statistic, &expected["observed_sum_delta"], "sum");
    assert_close(greater.p, &expected["p_one_sided_ge"], "one-sided");
    let two_sided = exact(Alternative::TwoSided);
    assert_close(two_sided.p, &expected["p_two_sided_abs_ge"], "two-sided");

    let expected = &golden["ttest_rel"];
    assert_test(t_test(&differences, Alternative::TwoSided), expected, "t");
    let greater = t_test(&differences, Alternative::Greater);
    assert_close(greater.p, &expected["p_greater"], "t-test, greater");

    for (zeros, name) in
        [(Zeros::Dropped, "wilcox"), (Zeros::Pratt, "pratt"), (Zeros::Split, "zsplit")]
    {
        let test = wilcoxon(&differences, zeros, Alternative::Greater, Method::Normal);
        assert_test(test, &golden[format!("wilcoxon_greater_approx_{name}")], "stat");
    }
    let test = wilcoxon(&differences, Zeros::Dropped, Alternative::Greater, Method::Auto);
    assert_test(test, &golden["wilcoxon_greater_default"], "stat");
    let nonzero: Vec<f64> = differences.into_iter().filter(|&value| value != 0.0).collect();
    let test = wilcoxon(&nonzero, Zeros::Dropped, Alternative::TwoSided, Method::Auto);
    assert_test(test, &golden["wilcoxon_twosided_nozeros_default"], "stat");
}

#[test]
fn corrections_are_those_of_statsmodels() {
    type Correction = fn(&[f64]) -> Vec<f64>;
    let corrections: [(&str, Correction); 7] = [
        ("bonferroni", correction::bonferroni),
        ("holm", correction::holm),
        ("simes-hochberg", correction::hochberg),
        ("fdr_bh", correction::benjamini_hochberg),
        ("fdr_by", correction::benjamini_yekutieli),
        ("sidak", correction::sidak),
        ("holm-sidak", correction::holm_sidak),
    ];
    let golden = golden("system_tests.json");
    for family in ["multiple_testing", "multiple_testing_small"] {
        let golden = &golden[family];
        let p = numbers(&golden["p"]);
        for (name, correct) in corrections {
            let expected = &golden["adjusted"][name];
            assert!(expected.is_array() || family == "multiple_testing_small", "{name}");
            let adjusted = correct(&p);
            for (ours, expected) in adjusted.iter().zip(expected.as_array().into_iter().flatten()) {
                assert_close(*ours, expected, name);
            }
            let rejected = adjusted.iter().map(|&p| u64::from(p <= 0.05));
            if let Some(expected) = golden["reject_0.05"][name].as_array() {
                assert!(rejected.eq(expected.iter().map(|value| value.as_u64().unwrap())));
            }
        }
    }
}
