from __future__ import annotations

import pytest

from varde.kernels.wire import xml

BOMB = b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>'


def test_a_plain_document_is_read_without_its_comments() -> None:
    root = xml.parse(b'\xef\xbb\xbf<?xml version="1.0" encoding="utf-8"?><!-- hello --><a><!-- x --><b>1</b></a>')
    assert [child.tag for child in root] == ["b"]


@pytest.mark.parametrize(
    "data",
    [
        BOMB,
        b"<?xml version='1.0'?>\n" + BOMB,
        b"<!-- > --> <?pi ?>" + BOMB,
        b'<!DOCTYPE a SYSTEM "http://example.org/a.dtd"><a/>',
        b"\xef\xbb\xbf \n<!doctype a><a/>",
    ],
)
def test_a_document_type_declaration_is_refused_before_parsing(data: bytes) -> None:
    with pytest.raises(xml.XmlHasDoctype):
        xml.parse(data)


def test_words_that_look_like_a_declaration_are_only_text() -> None:
    assert xml.parse(b"<a><![CDATA[<!DOCTYPE a>]]></a>").text == "<!DOCTYPE a>"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-16-le"])
def test_encodings_that_hide_a_declaration_are_refused(encoding: str) -> None:
    with pytest.raises(xml.XmlRefused):
        xml.parse(BOMB.decode().encode(encoding))


def test_a_declared_foreign_encoding_is_refused() -> None:
    with pytest.raises(xml.XmlEncodingUnknown):
        xml.parse(b'<?xml version="1.0" encoding="UTF-7"?><a/>')


def test_large_deep_and_broken_documents_are_refused_without_their_content() -> None:
    with pytest.raises(xml.XmlTooLarge):
        xml.parse(b"<a>" + b"x" * 100 + b"</a>", limit_bytes=50)
    with pytest.raises(xml.XmlTooDeep):
        xml.parse(b"<a>" * 33 + b"</a>" * 33)
    with pytest.raises(xml.XmlMalformed) as refused:
        xml.parse(b"<a>secret</b>")
    assert "secret" not in str(refused.value)
    assert "line 1" in str(refused.value)


@pytest.mark.parametrize("data", [b"", b"no xml", b"<a>&undefined;</a>", b"<a/><b/>", b"<a>\xff</a>", b"<!--"])
def test_what_is_not_well_formed_is_refused(data: bytes) -> None:
    with pytest.raises(xml.XmlRefused):
        xml.parse(data)


def test_a_character_that_xml_cannot_carry_is_replaced() -> None:
    assert xml.carried("a\x00b\x0bc\ufffe\ud800 é😀\n") == "a\ufffdb\ufffdc\ufffd\ufffd é😀\n"
