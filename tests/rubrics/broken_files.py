"""Files made of YAML's own signs and of a good rubric's pieces."""

from random import Random

from hostile_rubrics import GOOD

SIGNS = [
    b"- ", b": ", b"? ", b"&a ", b"*a", b"!x ", b"!!str ", b"[", b"]", b"{", b"}", b",", b"|", b">", b"'", b'"', b"#",
    b"%YAML 1.1\n", b"---\n", b"...\n", b"\t", b"\n", b"\r", b"\\", b"\\u12", b"\\x", b"\xe2\x80\xa8", b"\xc2\x85",
    b"\xef\xbb\xbf", b"<<", b"@", b"`", b"=", b"~", b"a", b"1", b" ", b"  ", b"|+2", b">-", b"%TAG ! x\n",
    b"\\U00110000", b"\xff", b"\0",
]  # fmt: skip


def broken(count):
    """Broken files, the same ones each time."""
    random = Random(20260101)  # noqa: S311 - the same files each time, no secret
    for _ in range(count):
        content = bytearray() if random.random() < 0.5 else bytearray(GOOD.encode())
        for _ in range(random.randrange(1, 25)):
            at = random.randrange(len(content) + 1)
            content[at : at + random.randrange(3)] = random.choice(SIGNS)
        yield bytes(content)
