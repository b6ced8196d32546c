"""Times a Python library in its own process: TOOL METRIC REFERENCE HYPOTHESIS...

Prints as `peer` does: tool, microseconds a segment, then the score of each hypothesis file.
sacrebleu-segments prints the mean of sacreBLEU's segment scores, to compare with fastchrf.
"""

import sys
import time


def lines(path):
    with open(path, encoding="utf-8", newline="\n") as file:
        return [line.rstrip() for line in file]


def scorer(tool, metric):
    """A function from hypotheses and references to a score."""
    if tool == "bleuscore":
        import bleuscore

        def score(hypothesis, reference):
            references = [[line] for line in reference]
            return 100 * bleuscore.compute(references, hypothesis)["bleu"]
        return score
    if tool == "fastchrf":
        import fastchrf

        def score(hypothesis, reference):
            scores = fastchrf.pairwise_chrf([[x] for x in hypothesis], [[x] for x in reference])
            return sum(row[0][0] for row in scores) / len(scores)
        return score
    from sacrebleu.metrics import BLEU, CHRF, TER

    make = {"bleu": BLEU, "chrf": CHRF, "chrf++": lambda: CHRF(word_order=2), "ter": TER}[metric]
    if tool == "sacrebleu-segments":
        def score(hypothesis, reference):
            scores = map(lambda h, r: make().sentence_score(h, [r]).score, hypothesis, reference)
            return sum(scores) / len(reference)
        return score
    return lambda hypothesis, reference: make().corpus_score(hypothesis, [reference]).score


def main():
    tool, metric, reference, *hypotheses = sys.argv[1:]
    reference = lines(reference)
    hypotheses = [lines(path) for path in hypotheses]
    score = scorer(tool, metric)
    started = time.perf_counter()
    scores = [score(hypothesis, reference) for hypothesis in hypotheses]
    elapsed = time.perf_counter() - started
    microseconds = elapsed * 1e6 / (len(reference) * len(hypotheses))
    print(tool, microseconds, *scores, sep="\t")


main()
