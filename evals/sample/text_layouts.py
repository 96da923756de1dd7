"""The layouts of the sample corpus that are plain text: tab-separated and Markdown."""

from evals.sample.markup import NOTICE, Block, Source, french_date, plain


def render_tabbed(source: Source) -> tuple[bytes, str]:
    """A text file whose table cells are separated by tabs, and its words."""
    meta = source.meta
    lines = [meta["title"], meta["body"], french_date(meta["date"])]
    for place, block in enumerate(source.blocks):
        follows = place > 0 and source.blocks[place - 1].kind == block.kind == "bullet"
        lines.extend(([] if follows else [""]) + _tabbed_lines(block))
    lines += ["", NOTICE]
    text = "\n".join(lines) + "\n"
    return text.encode(), plain(text)


def render_markdown(source: Source, raw: str) -> tuple[bytes, str]:
    """The source itself, with its front matter turned into a title, and its words."""
    meta = source.meta
    body = raw.split("---", 2)[2].strip()
    title = f"# {meta['title']}"
    if body.startswith(title + "\n"):
        body = body[len(title) :].strip()
    opening = f"{title}\n\n**{meta['body']}** – {french_date(meta['date'])}"
    words = [plain(opening.removeprefix("# ")), *map(_words, source.blocks)]
    if NOTICE not in body:
        body += f"\n\n{NOTICE}"
        words.append(NOTICE)
    return f"{opening}\n\n{body}\n".encode(), plain(" ".join(words))


def _tabbed_lines(block: Block) -> list[str]:
    if block.kind == "table":
        return ["\t".join(cell.replace("**", "") for cell in row) for row in block.rows]
    if block.kind == "bullet":
        return ["  " * (block.level - 1) + "- " + block.text.replace("**", "")]
    return [block.text.replace("**", "")] if block.text else []


def _words(block: Block) -> str:
    return " ".join(cell for row in block.rows for cell in row) or block.text
