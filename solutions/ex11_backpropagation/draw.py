"""Draw the three pictures of the lesson: `python solutions/ex11_backpropagation/draw.py`."""

from pathlib import Path

HERE = Path(__file__).parent
FONT = 'font-family="DejaVu Sans, Verdana, Arial, sans-serif"'
BLUE, RUST, INK, RED = "#0060a0", "#b84a00", "#222222", "#b3001b"
MINUS = "\N{MINUS SIGN}"

# Places of the five circles, and the six lines: from, to, weight, gradient, where on it they stand.
PLACES = {"x1": (90, 100), "x2": (90, 320), "N1": (390, 100), "N2": (390, 320), "Y": (650, 210)}
LINES = [
    ("x1", "N1", "w1", "0.42", "22.27384", 0.5, BLUE),
    ("x2", "N1", "w2", "0.15", f"{MINUS}17.94282", 0.32, BLUE),
    ("x1", "N2", "w3", f"{MINUS}0.56", "0", 0.32, RUST),
    ("x2", "N2", "w4", "0.83", "0", 0.5, RUST),
    ("N1", "Y", "w5", "0.93", "7.16515", 0.45, INK),
    ("N2", "Y", "w6", "0.02", "0", 0.45, INK),
]

PASSED = {"x1": "7.2", "x2": f"{MINUS}5.8", "N1": "2.154", "N2": "0", "Y": "2.00322"}
BACK = {"N1": "3.09359", "N2": "0", "Y": "3.32644"}


def page(width, height, label, body):
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" \
width="{width}" height="{height}" role="img"
     aria-label="{label}" {FONT}>
  <!-- A white ground of its own keeps the picture readable on dark pages. -->
  <rect x="1" y="1" width="{width - 2}" height="{height - 2}" rx="16" fill="#ffffff" \
stroke="#c9ced6"/>
{body}
</svg>
"""


def text(x, y, said, size=18, fill=INK, anchor="middle", weight="normal"):
    halo = 'paint-order="stroke" stroke="#ffffff" stroke-width="6" stroke-linejoin="round"'
    return (
        f'  <text x="{x:g}" y="{y:g}" font-size="{size}" fill="{fill}" text-anchor="{anchor}" '
        f'font-weight="{weight}" dominant-baseline="central" {halo}>{said}</text>'
    )


def named(name):
    """A name with its number lowered."""
    letter, number = name[0], name[1:]
    return f'{letter}<tspan font-size="13" dy="5">{number}</tspan>' if number else letter


def roof(with_gradients):
    parts = []
    for begin, end, _name, _weight, _gradient, _share, color in LINES:
        (x, y), (u, v) = PLACES[begin], PLACES[end]
        dashes = ' stroke-dasharray="9 5"' if "N2" in (begin, end) else ""
        parts.append(
            f'  <path d="M{x} {y} L{u} {v}" fill="none" stroke="{color}" stroke-width="2.4"'
            f"{dashes}/>"
        )
    for begin, end, name, weight, gradient, share, color in LINES:
        (x, y), (u, v) = PLACES[begin], PLACES[end]
        px, py = x + share * (u - x), y + share * (v - y)
        label = f'{named(name)}<tspan dy="-5"> = {weight}</tspan>'
        away = 14 if y == v else 19
        parts.append(text(px, py - away, label, 17, color))
        if with_gradients:
            parts.append(text(px, py + away, gradient, 17, RED, weight="bold"))
    for name, (x, y) in PLACES.items():
        fill = {"x": "#eef1f5", "N": "#eaf2f8", "Y": "#f4f0d2"}[name[0]]
        if name[0] == "x":
            parts.append(
                f'  <rect x="{x - 40}" y="{y - 36}" width="80" height="72" rx="10" fill="{fill}" '
                f'stroke="#4a5563" stroke-width="2.4"/>'
            )
        else:
            radius = 50 if name == "Y" else 46
            parts.append(
                f'  <circle cx="{x}" cy="{y}" r="{radius}" fill="{fill}" stroke="{INK}" '
                'stroke-width="2.4"/>'
            )
        parts.append(
            f'  <text x="{x}" y="{y - 13}" font-size="19" fill="{INK}" text-anchor="middle" '
            f'dominant-baseline="central">{named(name)}</text>'
        )
        parts.append(
            f'  <text x="{x}" y="{y + 13}" font-size="18" fill="{INK}" text-anchor="middle" '
            f'font-weight="bold" dominant-baseline="central">{PASSED[name]}</text>'
        )
        if with_gradients and name in BACK:
            parts.append(text(x, y + 66, BACK[name], 17, RED, weight="bold"))
    parts.append(text(390, 36, "Σ = 2.154", 15, "#4a5563"))
    parts.append(text(390, 404 if with_gradients else 384, f"Σ = {MINUS}8.846", 15, "#4a5563"))
    parts.append(text(650, 146, "0.34", 18, "#4a5563"))
    parts.append(text(650, 122, "◎", 18, "#4a5563"))
    height = 424 if with_gradients else 404
    return page(740, height, "x1, x2, N1, N2, Y, w1, w2, w3, w4, w5, w6", "\n".join(parts))


CELL = 22


def table(x, y, rows, columns, fill, row=None, column=None):
    """A table with one row or one column in a stronger shade."""
    parts = []
    for i in range(rows):
        for j in range(columns):
            strong = i == row or j == column
            parts.append(
                f'  <rect x="{x + j * CELL}" y="{y + i * CELL}" width="{CELL}" height="{CELL}" '
                f'fill="{fill}" fill-opacity="{0.85 if strong else 0.25}" stroke="#4a5563"/>'
            )
    return parts


def one(x, y, rows, columns, fill, place):
    """A table with a single strong cell."""
    parts = table(x, y, rows, columns, fill)
    i, j = place
    parts.append(
        f'  <rect x="{x + j * CELL}" y="{y + i * CELL}" width="{CELL}" height="{CELL}" '
        f'fill="{fill}" fill-opacity="0.85" stroke="#4a5563"/>'
    )
    return parts


def layer():
    """n = 4 examples, i = 2 inputs, o = 3 neurons."""
    parts = []
    blue, rust, green, red = "#4a90c4", "#d98a4a", "#5aa469", "#c9505f"

    # d_w = x.T @ d_out
    y = 70
    parts += table(60, y, 2, 4, blue, row=1)
    parts += table(210, y - CELL, 4, 3, red, column=2)
    parts += one(360, y, 2, 3, green, (1, 2))
    parts += [
        text(104, y + 64, "x.T  (i, n)", 15),
        text(176, y + 22, "@", 20),
        text(243, y + 84, "d_out  (n, o)", 15),
        text(312, y + 22, "=", 20),
        text(393, y + 64, "d_w  (i, o)", 15, weight="bold"),
    ]
    # d_x = d_out @ w.T
    y = 210
    parts += table(60, y, 4, 3, red, row=1)
    parts += table(210, y + CELL // 2, 3, 2, rust, column=0)
    parts += one(360, y, 4, 2, green, (1, 0))
    parts += [
        text(93, y + 106, "d_out  (n, o)", 15),
        text(168, y + 44, "@", 20),
        text(232, y + 98, "w.T  (o, i)", 15),
        text(312, y + 44, "=", 20),
        text(382, y + 106, "d_x  (n, i)", 15, weight="bold"),
    ]
    # d_b: the columns added up
    parts += table(520, 70, 4, 3, red, column=1)
    parts += one(520, 210, 1, 3, green, (0, 1))
    parts += [
        f'  <path d="M{520 + 1.5 * CELL} 164 V200 m-6 -9 l6 9 l6 -9" fill="none" stroke="{INK}" '
        'stroke-width="2.4"/>',
        text(580, 182, "Σ", 18, anchor="start"),
        text(553, 50, "d_out  (n, o)", 15),
        text(553, 252, "d_b  (o,)", 15, weight="bold"),
    ]
    return page(640, 350, "d_x = d_out @ w.T, d_w = x.T @ d_out, d_b", "\n".join(parts))


def main():
    for name, drawn in [
        ("forward", roof(False)),
        ("chain", roof(True)),
        ("backward", layer()),
    ]:
        (HERE / f"{name}.svg").write_text(drawn, encoding="utf-8")


if __name__ == "__main__":
    main()
