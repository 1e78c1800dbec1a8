"""What a teacher is asked to look at after a grading."""

from autograder.reports.attention import attention, class_list_lines, fault_line, in_a_row


def test_nothing_odd_is_nothing_to_say():
    assert attention([], language="en") == []


def test_odd_things_are_listed_and_the_list_is_bounded():
    title, *lines = attention([f"file {n}\x1b[2J\nx" for n in range(50)], language="en")
    assert "50" in title
    assert lines[0] == "  file 0 x" and len(lines) == 31
    assert lines[-1] == "  … and 20 more: --all shows them"


def test_who_has_handed_in_nothing_is_named():
    (line,) = class_list_lines(["a", "c"], "ex02", language="en")
    assert line == "Nothing handed in for ex02 (2): a, c"
    (line,) = class_list_lines([str(n) for n in range(99)], "ex02", language="en")
    assert "… and 69 more: --all shows them" in line


def test_nothing_is_left_out_of_the_whole_list():
    _title, *lines = attention([f"file {n}" for n in range(50)], language="en", whole=True)
    assert lines == [f"  file {n}" for n in range(50)]
    names = [str(n) for n in range(99)]
    (line,) = class_list_lines(names, "ex02", language="en", whole=True)
    assert all(f"{n}," in line for n in range(98)) and "more" not in line


def test_where_nobody_is_missed_the_way_to_a_class_list_is_told():
    (line,) = class_list_lines([], "ex02", language="en")
    assert "people.csv" in line


def test_what_comes_from_outside_steers_no_terminal() -> None:
    assert in_a_row(["ann", "b\x1b[2Job\nby"]) == "ann, bob by"
    line = fault_line("ann\n", "", "RuntimeError:\n  \x1b[31mno room\x1b[0m")
    assert line == "Not graded, through our fault: ann: RuntimeError: no room"
    assert fault_line("ann", "relu", "").startswith("Not graded, through our fault: ann, relu: ")
