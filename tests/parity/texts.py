"""Random segments that look for differences: every script, every trap of sacreBLEU's tokenizers.

Only code points that Unicode 14 assigns: newer tables, in Python, `regex` or Rust, agree on them.
"""

import unicodedata

# Ranges that Unicode 14 assigns without a hole: used where Python's own tables are of another
# version, and checked where they are of that one.
STABLE = [
    (0x0000, 0x02FF), (0x0300, 0x036F), (0x0370, 0x0377), (0x0391, 0x03A1), (0x03A3, 0x0482),
    (0x048A, 0x04FF), (0x0531, 0x0556), (0x05D0, 0x05EA), (0x0600, 0x061B), (0x061E, 0x06FF),
    (0x0750, 0x077F), (0x0780, 0x07B1), (0x07C0, 0x07FA), (0x0900, 0x0977), (0x0985, 0x098C),
    (0x0E01, 0x0E3A), (0x0E3F, 0x0E5B), (0x10A0, 0x10C5), (0x10D0, 0x10FF), (0x1100, 0x11FF),
    (0x1200, 0x1248), (0x13A0, 0x13F5), (0x1680, 0x169C), (0x1780, 0x17DD), (0x1E00, 0x1EFF),
    (0x1F00, 0x1F15), (0x1F80, 0x1FB4), (0x2000, 0x2064), (0x2066, 0x2071), (0x2090, 0x209C),
    (0x20A0, 0x20BF), (0x2100, 0x218B), (0x2190, 0x2426), (0x2460, 0x2B73), (0x2E80, 0x2E99),
    (0x3000, 0x303F), (0x3041, 0x3096), (0x3099, 0x30FF), (0x3105, 0x312E), (0x3131, 0x318E),
    (0x31A0, 0x31BA), (0x31C0, 0x31E3), (0x3200, 0x321E), (0x3220, 0x32FE), (0x3300, 0x4DB5),
    (0x4E00, 0x9FEA), (0xA000, 0xA48C), (0xA640, 0xA6F7), (0xAC00, 0xD7A3), (0xF900, 0xFA6D),
    (0xFB00, 0xFB06), (0xFB50, 0xFBC1), (0xFBD3, 0xFD3F), (0xFDF0, 0xFDFD), (0xFE00, 0xFE19),
    (0xFE20, 0xFE52), (0xFE54, 0xFE66), (0xFE70, 0xFE74), (0xFE76, 0xFEFC), (0xFF01, 0xFFBE),
    (0x10000, 0x1000B), (0x10400, 0x1049D), (0x1D400, 0x1D454), (0x1D7CE, 0x1D7FF),
    (0x1E900, 0x1E94A), (0x1EE00, 0x1EE03), (0x1F300, 0x1F64F), (0x20000, 0x2A6D6),
]

SPACES = [*map(chr, range(0x09, 0x0E)), *"\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000",
          *map(chr, range(0x2000, 0x200B))]

COMMON = """the a of to and in is that it was on at cat mat sat dog house Minister said 's 't U.S. e.g.
في من على إلى أن الذي هذا التي قال محمد الرئيس الحكومة يوم بعد لم لا ما كان القاهرة مصر العربية عام""".split()

TRAPS = """&quot; &amp; &lt; &gt; &amp;lt; &amp;amp;quot; &QUOT; &ampquot; &amp &#39; <skipped> <skip<skipped>ped> <SKIPPED>
.. ... x..1 1..x .1. ,, a,b 1,000.50 1,a a,1 ,1 1, 3.14. -- --- 1--2 1-2 a-1 1-a x-y -5 ١٢.٥ ٥-٦ ١٬٠٠٠٫٥ ۱۲٪ ١،٢
dog's 's 'S 's. it's' ' '' '' ` `` ( ) (hi) ((hi)) [x] {y} !? ?! a!b $5.00 50% #tag @user http://a.b/c?d=e&f=g x=1
؟ ، ؛ « » “ ” ‘ ’ … – — ۔ ٪ ـ مُحَمَّدٌ الســـلام لا؟ نعم، «نص» \u200fقال\u200e \u202bنص\u202c \u2067x\u2069 \u061cx
中文 汉字。 漢字、 「引用」 ，全角！ １２３ ＡＢＣ ｆｕｌｌ （全） ひらがな カタカナ ｶﾀｶﾅ・ ー 々 〆 한국어 ㈱ ㊗ ㌔ 𠀀 𠮷野家 𪜈
İ İstanbul I ı ΟΔΟΣ Σ ΑΣ. ΣΑΣ Σ1 ΑΣ' ΑΣ\u0301 ß ẞ Ǆ ǅ ﬁ Ⅷ Ⓐ 𝐀𝐁 𐐀𐐨 Å K e\u0301 \u0301 \u0345 ᾼ
\ufeff a\ufeffb \x00 a\x00b \x7f \x80 \xad so\xadft \u200b a\u200bb \u200c می\u200cشود \u200d 👨\u200d👩\u200d👧 👍🏽 🇪🇬 \u2060 \u180e ﷺ ﷽
½ ² x² ① 4½. ९.५ Ⅻ, € €5 ₤ ©2016 +1 1+1 a+b ^ ~ | \\ _ snake_case < > <b> a<b \" "x" "، .» 2016. 6.""".split(" ")
TRAPS = [trap for word in TRAPS for trap in word.split("\n")]

# Between words now and then, in place of a space.
JOINTS = ["", "", "  ", "-\n", "\n", "\n-", "- \n", "-", ".", ",", ", ", ". ", "\t", "\r\n", "\r", " - ", "/", "&", "،", "。",
          " . ", " , ", " 's ", "\n\n", "-\n-\n"]


def assigned():
    """Code points of Unicode 14 by script: the first word of the character's name, if many share it."""
    stable = [point for first, last in STABLE for point in range(first, last + 1)]
    points = stable
    if unicodedata.unidata_version == "14.0.0":
        points = range(0x110000)
        holes = [hex(point) for point in stable if unicodedata.category(chr(point)) == "Cn"]
        assert not holes, f"not assigned in Unicode 14: {holes}"
    scripts = {}
    for character in map(chr, points):
        category = unicodedata.category(character)
        if category not in ("Cn", "Cs"):
            name = unicodedata.name(character, category).split()[0].split("-")[0]
            scripts.setdefault(name, []).append(character)
    rare = [name for name, characters in scripts.items() if len(characters) < 12]
    scripts["OTHER"] = [character for name in rare for character in scripts.pop(name)]
    return scripts


class Writer:
    """Writes segments with one random number generator."""

    def __init__(self, random):
        self.random = random
        self.scripts = list(SCRIPTS.values())
        self.own = [self.word() for _ in range(12)]

    def word(self):
        random, kind = self.random, self.random.random()
        if kind < 0.45:
            return random.choice(COMMON)
        if kind < 0.70:
            return random.choice(TRAPS)
        if kind < 0.74:
            return "".join(random.choice(TRAPS) for _ in range(3))
        if kind < 0.79:
            return str(random.randrange(10 ** random.randrange(1, 7)))
        if kind < 0.82:
            return random.choice(["".join(random.choices(".,-1a٥'", k=5)), "ha" * random.randrange(40),
                                  random.choice(COMMON).upper(), random.choice(COMMON).title()])
        if kind < 0.90:  # one script
            return "".join(random.choices(random.choice(self.scripts), k=random.randrange(1, 9)))
        if kind < 0.93:  # any
            return "".join(random.choice(random.choice(self.scripts)) for _ in range(random.randrange(1, 7)))
        return random.choice(ARABIC) + "".join(random.choices(ARABIC, k=random.randrange(7)))

    def words(self, count):
        """`count` words, many of them from a few, so that n-grams repeat."""
        self.own[self.random.randrange(len(self.own))] = self.word()
        return [self.random.choice(self.own) if self.random.random() < 0.5 else self.word() for _ in range(count)]

    def text(self, words):
        """The words as a line; how odd the white space is depends on the line."""
        random, oddness = self.random, self.random.choice([0, 0, 0, 0.05, 0.3])
        parts = []
        for word in words:
            parts.append(word)
            odd = random.random() < oddness
            parts.append((random.choice(SPACES) if random.random() < 0.5 else random.choice(JOINTS)) if odd else " ")
        line = "".join(parts if random.random() < oddness else parts[:-1])
        return random.choice(SPACES) + line if random.random() < oddness else line

    def edited(self, words):
        """A near-copy: some words other, gone, doubled or elsewhere."""
        random, words = self.random, list(words)
        if random.random() < 0.06:
            random.shuffle(words)
        if len(words) > 80 and random.random() < 0.6:  # a block that reaches over the edge of TER's beam
            at, size = random.randrange(len(words) - 50), random.randrange(20, 40)
            block = words[at:at + size]
            words[at:at + size] = []
            if random.random() < 0.3:
                words += block
        for _ in range(random.choice([0, 0, 1, 1, 2, 3, 5, 8, 1 + len(words) // 4])):
            at = random.randrange(len(words) + 1)
            span = random.randrange(1, 13)
            match random.randrange(7):
                case 0:
                    words[at:at + 1] = self.words(1)
                case 1:
                    words[at:at] = self.words(random.randrange(1, 3))
                case 2:
                    del words[at:at + random.randrange(1, 4)]
                case 3:
                    words[at:at] = words[at:at + 2]
                case 4 | 5:
                    moved = words[at:at + span]
                    del words[at:at + span]
                    to = random.randrange(len(words) + 1)
                    words[to:to] = moved
                case 6 if at < len(words):
                    word = words[at]
                    cut = random.randrange(len(word) + 1)
                    words[at] = random.choice([word.upper(), word.title(), word[:cut], word[:cut] + "." + word[cut:]])
        return words

    def segment(self, length, references):
        """A hypothesis and `references` references; `None` for some that are not there."""
        random = self.random
        if random.random() < 0.03:
            return random.choice(["", " ", "\u2028\x1c", self.text(self.words(3))]), [
                random.choice(["", "\u3000", self.text(self.words(2))]) for _ in range(references)]
        base = self.words(length)
        hypothesis = self.text(self.words(length) if random.random() < 0.1 else self.edited(base))
        given = [self.text(base if random.random() < 0.5 else self.edited(base)) for _ in range(references)]
        for index in range(references):
            if random.random() < 0.05:
                given[index] = random.choice(["", self.text(self.words(length))])
        if random.random() < 0.03:
            hypothesis = given[0]
        return hypothesis, given

    def corpus(self, kind, size):
        """Hypotheses, and per segment its references: all as many (1 to 3), or not all there."""
        random = self.random
        references = random.choice([1, 1, 2, 3])
        varies = references > 1 and random.random() < 0.4
        hypotheses, rows = [], []
        for _ in range(size):
            length = {"short": random.randrange(13) + random.choice([0, 0, 0, 1, 8, 8, 20, 40]),
                      "long": random.randrange(100, 301), "huge": random.randrange(1000, 4000)}[kind]
            hypothesis, row = self.segment(length, references)
            if kind == "long" and not hypotheses:  # so much shorter that TER's beam is widened
                hypothesis = " ".join(hypothesis.split()[:random.randrange(1, 4)])
            if varies:
                keep = random.randrange(references)
                row = [text if i == keep or random.random() < 0.6 else None for i, text in enumerate(row)]
            hypotheses.append(hypothesis)
            rows.append(row)
        if kind == "huge":  # more characters, and more distinct ones, than the fast paths hold
            many = random.choices(SCRIPTS["CJK"], k=2500)
            hypotheses[0], rows[0][-1] = "".join(many), "".join(self.edited(many))
            hypotheses[1], rows[1][0] = "ab c" * 17000, "ab c ab" * 9500
        return hypotheses, rows


SCRIPTS = assigned()
ARABIC = [c for c in SCRIPTS["ARABIC"] if c <= "\u06ff"]
