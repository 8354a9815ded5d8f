"""The outlet of an article: the registrable domain of its URL."""

import pytest
from publicsuffixlist import PublicSuffixList

from embedparse.outlets import _suffixes, outlet_of, outlet_of_host

HOSTS = {
    "a country's second level": ("www.courier.co.uk", "courier.co.uk"),
    "a top level with a rule for all below": ("a.b.example.ck", "b.example.ck"),
    "an exception of such a rule": ("a.www.ck", "www.ck"),
    "a private suffix": ("ada.blogspot.com", "ada.blogspot.com"),
    "capitals": ("WWW.Courier.CO.UK", "courier.co.uk"),
    "punycode": ("www.xn--e1afmkfd.xn--p1ai", "xn--e1afmkfd.xn--p1ai"),
    "another script": ("www.пример.рф", "пример.рф"),
    "a suffix in another script": ("www.courier.公司.cn", "courier.公司.cn"),
    "an unknown top level": ("a.courier.invalid", "courier.invalid"),
    "an end that looks like a suffix": ("courier.notco.uk", "notco.uk"),
    "a bare suffix": ("co.uk", None),
    "one label": ("localhost", None),
    "an empty label": ("courier..com", None),
    "an address": ("127.0.0.1", None),
}


@pytest.mark.parametrize(("host", "outlet"), HOSTS.values(), ids=HOSTS)
def test_the_outlet_is_the_registrable_domain(host: str, outlet: str | None) -> None:
    assert outlet_of(f"https://{host}/a") == outlet
    whole = PublicSuffixList().privatesuffix(host.lower())
    assert outlet == (None if host[0].isdigit() else whole)


def test_what_is_remembered_does_not_grow_with_the_hosts_of_an_archive() -> None:
    for number in range(6_000):
        assert outlet_of(f"http://www.site{number}.example/") == f"site{number}.example"
    assert outlet_of_host.cache_info().currsize <= 4_096
    assert _suffixes.cache_info().maxsize is not None
    assert _suffixes("xn--a") is _suffixes("xn--b")
