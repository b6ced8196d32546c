"""What is counted: checks that hold and checks that do not."""


class Checks:
    def __init__(self):
        self.done = 0
        self.failed = 0

    def that(self, is_so, what, found=""):
        print(f"{'ok  ' if is_so else 'FAIL'} {what}" + (f": {found}" if not is_so else ""), flush=True)
        self.done += 1
        self.failed += not is_so


def count(page):
    """The two numbers of "k of n segments", when the filters have settled."""
    page.wait_for_timeout(250)
    words = page.inner_text("#count").split()
    return int(words[0]), int(words[2])


def clear(page):
    page.click("text=Clear filters")
    count(page)
