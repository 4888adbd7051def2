"""Sections 2, 2.1 and 4 of the wire's reference: one case for each rule, accepted or refused with 4100."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reporting_over_http import EMAIL, Reporter, account, batched, report, reporter, summary

FAR = "2999-01-01T00:00:00Z"
PERSON = "personOrUserReportedPerson"
TYPES = (
    "Child Pornography (possession, manufacture, and distribution)", "Child Sex Trafficking", "Child Sex Tourism",
    "Child Sexual Molestation", "Misleading Domain Name", "Misleading Words or Digital Images on the Internet",
    "Online Enticement of Children for Sexual Acts", "Unsolicited Obscene Material Sent to a Child",
)  # fmt: skip


def person(inside: str) -> str:
    return report(account(f"<{PERSON}>{inside}</{PERSON}>"))


def ip(address: str, more: str = "") -> str:
    return report(account(f"<ipCaptureEvent><ipAddress>{address}</ipAddress>{more}</ipCaptureEvent>"))


def internet(inside: str, people: str = account(), **parts: str) -> str:
    return report(people, internet=f"<internetDetails>{inside}</internetDetails>", **parts)


def mail(people: str = account(), rest: str = "", kind: str = "emailIncident") -> str:
    return internet(f"<{kind}><emailAddress>kestrel@example.org</emailAddress></{kind}>", people, rest=rest)


def linked(inside: str, attributes: str = ' type="Linked"') -> str:
    return report(account(f"<associatedAccount{attributes}>{inside}</associatedAccount>"))


def place(inside: str) -> str:
    return report(account(f"<estimatedLocation>{inside}</estimatedLocation>"))


def disabled(attributes: str) -> str:
    return report(account(f"<accountTemporarilyDisabled {attributes}>true</accountTemporarilyDisabled>"))


def law(inside: str = "", attributes: str = "") -> str:
    return report(law=f"<lawEnforcement{attributes}><agencyName>Fjord Police</agencyName>{inside}</lawEnforcement>")


def tag(name: str, text: str) -> str:
    return f"<{name}>{text}</{name}>"


def named(inside: str) -> str:
    return f"<email>{inside}</email>"


THE_MAIL = "<email>kestrel@example.org</email>"
RECIPIENT = f"<intendedRecipient><intendedRecipientPerson>{THE_MAIL}</intendedRecipientPerson></intendedRecipient>"
VICTIM = f"<victim><victimPerson>{THE_MAIL}</victimPerson></victim>"
SINCE = 'disabledDate="2016-05-10T12:00:00Z"'
XSI = ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="https://example.org/ispws/xsd"'

ACCEPTED = {
    **{f"type {number}": report(head=summary(kind=kind)) for number, kind in enumerate(TYPES)},
    "a schema location": report(attributes=XSI),
    "no platform, nobody": report(""),
    "a text alone": internet("<chatImIncident><content>made up</content></chatImIncident>", ""),
    "empty annotations": report(head=summary(before="<reportAnnotations/>")),
    "all flags, any order": report(
        head=summary(
            before="<reportAnnotations><spam/><sextortion>true</sextortion><minorToMinorInteraction/><csamSolicitation/>"
            "<sadisticOnlineExploitation/></reportAnnotations>"
        )
    ),
    "an offset": report(head=summary(at="2016-05-10T12:00:00.123+02:00")),
    "several people": report(account() + account("")),
    "IPv6": ip("2001:db8::7"),
    "IPv4 in IPv6": ip("::ffff:192.0.2.7"),
    "the last port": ip("192.0.2.7", "<port>65535</port>"),
    "age 0": person("<age>0</age>"),
    "age 150": person("<age>150</age>"),
    "mail of the person": mail(account(f"<{PERSON}>{THE_MAIL}</{PERSON}>")),
    "mail of a recipient": mail(rest=RECIPIENT),
    "mail of a victim": mail(rest=VICTIM),
    "news of a victim": mail(rest=VICTIM, kind="newsgroupIncident"),
    "a URL": internet("<webPageIncident><url>https://example.org/a?b=c#d</url></webPageIncident>"),
    "a place": place("<city>Helsingør</city><countryCode>DK</countryCode>"),
    "a US place": place("<city>Juneau</city><region>AK</region><countryCode>US</countryCode>"),
    "a US country": place("<countryCode>US</countryCode>"),
    "verified": person('<email verified="true" verificationDate="2016-05-10T12:00:00Z">kestrel@example.org</email>'),
    "a calling code": person('<phone countryCallingCode="+45" extension="12">20000000</phone>'),
    "told at once": disabled(f'{SINCE} userNotifiedDate="2016-05-10T12:00:00Z"'),
    "back later": disabled(f'{SINCE} reenabledDate="2016-05-10T12:00:01Z"'),
    "escalated": report(head=summary(before="<escalateToHighPriority>made up</escalateToHighPriority>")),
    "a linked account": linked("<approximateAge>30</approximateAge>"),
    "a third party's platform": linked('<platform thirdPartyUser="true">Harbour</platform>'),
    "law": law('<servedLegalProcessInternational fleaCountry="DK">true</servedLegalProcessInternational>'),
    "batched": batched(),
    "batched, one account": batched(account()),
}
REFUSED = {
    # the known malformed requests
    "Sexual Act": report(head=summary(kind="Online Enticement of Children for Sexual Act")),
    "accountType": linked("", ' accountType="Linked"'),
    "no type": linked("", ""),
    "thirdPartyUser on the account": linked("", ' type="Linked" thirdPartyUser="true"'),
    "fleaCountry on lawEnforcement": law("", ' fleaCountry="DK"'),
    # times and ages
    "no zone": report(head=summary(at="2016-05-10T12:00:00")),
    "an incident to come": report(head=summary(at=FAR)),
    "an event to come": ip("192.0.2.7", f"<dateTime>{FAR}</dateTime>"),
    "an event without zone": ip("192.0.2.7", "<dateTime>2016-05-10T12:00:00</dateTime>"),
    "a verification to come": person(f'<email verified="true" verificationDate="{FAR}">kestrel@example.org</email>'),
    "a birth to come": person("<dateOfBirth>2999-01-01</dateOfBirth>"),
    "age 151": person("<age>151</age>"),
    "age -1": person("<age>-1</age>"),
    "linked age 151": linked("<approximateAge>151</approximateAge>"),
    "age and birth": linked("<approximateAge>30</approximateAge><dateOfBirth>1990-01-01</dateOfBirth>"),
    # people
    "a reporter without e-mail": report(by=reporter(person="")),
    "no reporter": report(by=""),
    "no e-mail at all": person(named("kestrel")),
    "a long local part": person(named("k" * 65 + "@example.org")),
    "verified without saying so": person('<email verificationDate="2016-05-10T12:00:00Z">kestrel@example.org</email>'),
    "verified false": person('<phone verified="false" verificationDate="2016-05-10T12:00:00Z">1</phone>'),
    "a code said twice": person('<phone countryCallingCode="+45">+4520000000</phone>'),
    "a code said twice with blanks": person('<phone countryCallingCode="+45">(+45) 20 00 00 00</phone>'),
    "a code said twice with zeros": person('<phone countryCallingCode="+45">004520000000</phone>'),
    "a code of four digits": person('<phone countryCallingCode="+4511">20000000</phone>'),
    # incidents
    "two kinds": internet("<chatImIncident/><emailIncident/>"),
    "no kind": internet(""),
    "mail of nobody": mail(),
    "news of nobody": mail(kind="newsgroupIncident"),
    "a victim without a person": report(rest="<victim><espIdentifier>wren</espIdentifier></victim>"),
    # traces
    "no IP": ip("kestrel"),
    "an IP too large": ip("192.0.2.256"),
    "an IP with a zone": ip("fe80::1%eth0"),
    "port 0": ip("192.0.2.7", "<port>0</port>"),
    "port 65536": ip("192.0.2.7", "<port>65536</port>"),
    "no URL": internet("<webPageIncident><url>kestrel</url></webPageIncident>"),
    "a URL with a blank": internet("<webPageIncident><url>https://example.org/a b</url></webPageIncident>"),
    "no profile URL": report(account("<profileUrl>//example.org</profileUrl>")),
    "no legal URL": report(by=reporter(after="<legalURL>example.org</legalURL>")),
    "a place without a country": place("<city>Helsingør</city>"),
    "no US state": place("<region>Fjord</region><countryCode>US</countryCode>"),
    "a US city without its state": place("<city>Juneau</city><countryCode>US</countryCode>"),
    "an unknown country": place("<countryCode>ZZ</countryCode>"),
    "told before": disabled(f'{SINCE} userNotifiedDate="2016-05-10T11:59:59Z"'),
    "back at once": disabled(f'{SINCE} reenabledDate="2016-05-10T12:00:00Z"'),
    "permanently, and back": report(
        account('<accountPermanentlyDisabled reenabledDate="2016-05-10T12:00:00Z">true</accountPermanentlyDisabled>')
    ),
    "an unknown prior report": report(account("<priorCTReports>9000000000000000</priorCTReports>")),
    "no prior report": report(account("<priorCTReports>0</priorCTReports>")),
    "an unknown prior report of a linked account": linked("<priorCTReport>9000000000000000</priorCTReport>"),
    "a blank escalation": report(head=summary(before="<escalateToHighPriority> \n</escalateToHighPriority>")),
    "an empty escalation": report(head=summary(before="<escalateToHighPriority/>")),
    "a flag that says 1": report(head=summary(before="<reportAnnotations><spam>1</spam></reportAnnotations>")),
    "a flag that says false": report(head=summary(before="<reportAnnotations><spam>false</spam></reportAnnotations>")),
    "an unknown flag": report(head=summary(before="<reportAnnotations><loud/></reportAnnotations>")),
    "an unknown element": report(rest="<unheardOf/>"),
    "a namespace": report(attributes=' xmlns="https://example.org/ispws"'),
    # batched reports
    "batched for another reason": report(first='<batchedReport reason="OTHER"/>'),
    "batched without a reason": report(first="<batchedReport/>"),
    "batched and escalated": batched(head=summary(before="<escalateToHighPriority>made up</escalateToHighPriority>")),
    "batched with details": batched(internet="<internetDetails><chatImIncident/></internetDetails>"),
    "batched with law": batched(law="<lawEnforcement><agencyName>Fjord Police</agencyName></lawEnforcement>"),
    "batched with a recipient": batched(rest="<intendedRecipient/>"),
    "batched with a victim": batched(rest="<victim><victimPerson/></victim>"),
    "batched with more": batched(rest="<additionalInfo>made up</additionalInfo>"),
    "batched with a name": batched(account("<espIdentifier>kestrel</espIdentifier><screenName>k</screenName>")),
    "batched with nobody's account": batched(account("")),
}  # fmt: skip
ROOT_AND_NAMESPACE = {"a namespace"}  # another root, so 4000 is as good


def _linked(name: str) -> Callable[[str], str]:
    return lambda text: linked(f"<{name}>{text}</{name}>")


Made = Callable[[str], str]
LINKED_TEXTS = (
    "platform", "firstName", "middleName", "lastName", "espService", "espIdentifier", "screenName", "displayName",
    "groupIdentifier",
)  # fmt: skip
LONGEST: dict[str, tuple[int, Made]] = {
    "escalateToHighPriority": (3000, lambda text: report(head=summary(before=tag("escalateToHighPriority", text)))),
    "incidentDateTimeDescription": (3000, lambda text: report(head=summary(after=tag("incidentDateTimeDescription", text)))),
    "platform": (256, lambda text: report(head=summary(before=tag("platform", text)))),
    "vehicleDescription": (300, lambda text: report(account(tag("vehicleDescription", text)))),
    "screenName": (256, lambda text: report(account(tag("screenName", text)))),
    "espIdentifier": (255, lambda text: report(account(tag("espIdentifier", text)))),
    "displayName": (255, lambda text: report(account(tag("displayName", text)))),
    "groupIdentifier": (255, lambda text: report(account(tag("groupIdentifier", text)))),
    "espService": (100, lambda text: report(account(tag("espService", text)))),
    "idType": (255, lambda text: report(account(f"<deviceId>{tag('idType', text)}<idValue>1</idValue></deviceId>"))),
    "idValue": (2083, lambda text: report(account(f"<deviceId><idType>x</idType>{tag('idValue', text)}</deviceId>"))),
    "url": (2083, lambda text: internet(f"<webPageIncident><url>https://a.example/{text[18:]}</url></webPageIncident>")),
    "profileUrl": (2083, lambda text: report(account(f"<profileUrl>https://a.example/{text[18:]}</profileUrl>"))),
    "legalURL": (2083, lambda text: report(by=reporter(after=f"<legalURL>https://a.example/{text[18:]}</legalURL>"))),
    "chatClient": (255, lambda text: internet(f"<chatImIncident>{tag('chatClient', text)}</chatImIncident>")),
    "chatRoomName": (255, lambda text: internet(f"<chatImIncident>{tag('chatRoomName', text)}</chatImIncident>")),
    "gameName": (255, lambda text: internet(f"<onlineGamingIncident>{tag('gameName', text)}</onlineGamingIncident>")),
    "console": (255, lambda text: internet(f"<onlineGamingIncident>{tag('console', text)}</onlineGamingIncident>")),
    "newsgroup": (255, lambda text: internet(f"<newsgroupIncident>{tag('name', text)}</newsgroupIncident>")),
    "client": (255, lambda text: internet(f"<peer2peerIncident>{tag('client', text)}</peer2peerIncident>")),
    "locationName": (255, lambda text: internet(f"<nonInternetIncident>{tag('locationName', text)}</nonInternetIncident>")),
    "agencyName": (255, lambda text: report(law=f"<lawEnforcement>{tag('agencyName', text)}</lawEnforcement>")),
    "caseNumber": (100, lambda text: law(tag("caseNumber", text))),
    "schoolName": (255, lambda text: report(rest=f"<victim><victimPerson/>{tag('schoolName', text)}</victim>")),
    "firstName": (100, lambda text: person(tag("firstName", text))),
    "lastName": (100, lambda text: person(tag("lastName", text))),
    "phone": (50, lambda text: person(tag("phone", text))),
    "extension": (10, lambda text: person(f'<phone extension="{"1" * len(text)}">1</phone>')),
    "e-mail": (255, lambda text: person(named(f"k@{text[2:]}"))),
    "street": (255, lambda text: person(f"<address>{tag('address', text)}</address>")),
    "city": (100, lambda text: person(f"<address>{tag('city', text)}</address>")),
    "zipCode": (20, lambda text: person(f"<address>{tag('zipCode', text)}</address>")),
    "nonUsaState": (100, lambda text: person(f"<address>{tag('nonUsaState', text)}</address>")),
    "estimated city": (255, lambda text: place(f"{tag('city', text)}<countryCode>DK</countryCode>")),
    "estimated region": (255, lambda text: place(f"{tag('region', text)}<countryCode>DK</countryCode>")),
    **{
        f"linked {name}": (256, _linked(name))
        for name in LINKED_TEXTS
    },
}  # fmt: skip
NO_LIMIT: dict[str, Made] = {
    "companyTemplate": lambda text: report(by=reporter(after=f"<companyTemplate>{text}</companyTemplate>")),
    "termsOfService": lambda text: report(by=reporter(after=f"<termsOfService>{text}</termsOfService>")),
    "content": lambda text: internet(f"<chatImIncident><content>{text}</content></chatImIncident>"),
    "additionalInfo": lambda text: report(rest=f"<additionalInfo>{text}</additionalInfo>"),
    "profileBio": lambda text: report(account(f"<profileBio>{text}</profileBio>")),
}


@pytest.mark.parametrize("document", ACCEPTED.values(), ids=ACCEPTED)
def test_what_holds_is_taken(harbour: Reporter, document: str) -> None:
    answer = harbour.submit(document)
    assert (answer.status, answer.code) == (200, 0), answer.body


@pytest.mark.parametrize(("name", "document"), REFUSED.items(), ids=REFUSED)
def test_what_breaks_a_rule_is_refused_shortly(harbour: Reporter, name: str, document: str) -> None:
    answer = harbour.submit(document)
    assert (answer.status, answer.code) in {(400, 4100), (400, 4000 if name in ROOT_AND_NAMESPACE else 4100)}
    assert len(answer.said.description) < 300
    for word in (b"kestrel", b"wren", EMAIL.encode(), b"made up"):
        assert word not in answer.body


@pytest.mark.parametrize("name", LONGEST)
def test_a_text_is_as_long_as_it_may_be(harbour: Reporter, name: str) -> None:
    longest, made = LONGEST[name]
    assert [harbour.submit(made("x" * size)).code for size in (longest, longest + 1)] == [0, 4100]


@pytest.mark.parametrize("name", NO_LIMIT)
def test_a_text_without_a_limit_may_be_long(harbour: Reporter, name: str) -> None:
    assert harbour.submit(NO_LIMIT[name]("x" * 500_000)).code == 0


def test_a_refusal_names_the_path(harbour: Reporter) -> None:
    assert "/report/personOrUserReported/ipCaptureEvent/port" in harbour.submit(REFUSED["port 0"]).said.description


FILE_ACCEPTED = {
    "nothing": "",
    "everything": "<fileName>a.jpg</fileName><originalFileName>b.jpg</originalFileName>"
    "<uploadedToEspTimestamp>2016-05-10T12:00:00Z</uploadedToEspTimestamp><locationOfFile>https://example.org/a</locationOfFile>"
    "<fileViewedByEsp>true</fileViewedByEsp><exifViewedByEsp>true</exifViewedByEsp><publiclyAvailable>false</publiclyAvailable>"
    "<fileRelevance>Reported</fileRelevance><fileAnnotations><viral/><infant>true</infant></fileAnnotations>"
    '<industryClassification>A1</industryClassification><originalFileHash hashType="MD5">00</originalFileHash>'
    "<ipCaptureEvent><ipAddress>192.0.2.7</ipAddress></ipCaptureEvent><deviceId><idType>x</idType><idValue>1</idValue></deviceId>"
    '<details type="EXIF"><nameValuePair><name>a</name><value>b</value></nameValuePair></details>',
    "more than once": "<additionalInfo>a</additionalInfo><additionalInfo>b</additionalInfo>",
    "the old flag": "<potentialMeme>true</potentialMeme>",
    "a supplement": "<fileRelevance>Supplemental Reported</fileRelevance>",
    "suspicious but valid": "<fileViewedByEsp>true</fileViewedByEsp><exifViewedByEsp>true</exifViewedByEsp>"
    "<fileRelevance>Supplemental Reported</fileRelevance>",
}
FILE_REFUSED = {
    "EXIF seen, file not": "<fileViewedByEsp>false</fileViewedByEsp><exifViewedByEsp>true</exifViewedByEsp>",
    "EXIF seen, file not said": "<exifViewedByEsp>true</exifViewedByEsp>",
    "relevance before viewed": "<fileRelevance>Reported</fileRelevance><fileViewedByEsp>true</fileViewedByEsp>",
    "annotations last": "<additionalInfo>a</additionalInfo><fileAnnotations><viral/></fileAnnotations>",
    "type on the pair": '<details><nameValuePair type="EXIF"><name>a</name><value>b</value></nameValuePair></details>',
    "supplement with a class": "<fileRelevance>Supplemental Reported</fileRelevance>"
    "<industryClassification>A1</industryClassification>",
    "supplement and meme": "<fileRelevance>Supplemental Reported</fileRelevance>"
    "<fileAnnotations><potentialMeme/></fileAnnotations>",
    "supplement and old meme": "<fileRelevance>Supplemental Reported</fileRelevance><potentialMeme>true</potentialMeme>",
    "a hash without its type": "<originalFileHash>00</originalFileHash>",
    "a long hash type": f'<originalFileHash hashType="{"x" * 65}">00</originalFileHash>',
    "a long name": f"<originalFileName>{'x' * 2057}</originalFileName>",
    "a long metadata name": f"<details><nameValuePair><name>{'x' * 65}</name><value/></nameValuePair></details>",
    "no place": "<locationOfFile>example</locationOfFile>",
    "a long place": f"<locationOfFile>https://a.example/{'x' * 2083}</locationOfFile>",
    "uploaded in time to come": f"<uploadedToEspTimestamp>{FAR}</uploadedToEspTimestamp>",
    "two IPs": "<ipCaptureEvent><ipAddress>192.0.2.7</ipAddress></ipCaptureEvent>" * 2,
    "an unknown class": "<industryClassification>C1</industryClassification>",
    "two kinds of flags": "<potentialMeme>true</potentialMeme><fileAnnotations/>",
}
BATCHED_FILE_ACCEPTED = {
    "viral": "<fileAnnotations><viral/></fileAnnotations>",
    "both, and a class": "<fileRelevance>Reported</fileRelevance><fileAnnotations><viral/><potentialMeme/></fileAnnotations>"
    "<industryClassification>A1</industryClassification>",
    "the old flag": "<potentialMeme>true</potentialMeme>",
}
VIRAL = BATCHED_FILE_ACCEPTED["viral"]
BATCHED_FILE_REFUSED = {
    "no flag": "",
    "another flag": "<fileAnnotations><viral/><infant/></fileAnnotations>",
    "a name": f"<originalFileName>a.jpg</originalFileName>{VIRAL}",
    "a place": f"<locationOfFile>https://example.org/a</locationOfFile>{VIRAL}",
    "a supplement": f"<fileRelevance>Supplemental Reported</fileRelevance>{VIRAL}",
    "a hash": f'{VIRAL}<originalFileHash hashType="MD5">00</originalFileHash>',
    "an IP": f"{VIRAL}<ipCaptureEvent><ipAddress>192.0.2.7</ipAddress></ipCaptureEvent>",
    "a device": f"{VIRAL}<deviceId><idType>x</idType><idValue>1</idValue></deviceId>",
    "details": f"{VIRAL}<details><nameValuePair><name>a</name><value/></nameValuePair></details>",
    "more": f"{VIRAL}<additionalInfo>a</additionalInfo>",
}


@pytest.mark.parametrize("inside", FILE_ACCEPTED.values(), ids=FILE_ACCEPTED)
def test_details_that_hold_are_taken(harbour: Reporter, inside: str) -> None:
    answer = harbour.fileinfo(*harbour.with_file(), inside)
    assert (answer.status, answer.code) == (200, 0), answer.body


@pytest.mark.parametrize("inside", FILE_REFUSED.values(), ids=FILE_REFUSED)
def test_details_that_break_a_rule_are_refused_and_can_be_corrected(harbour: Reporter, inside: str) -> None:
    number, file_id = harbour.with_file()
    answer = harbour.fileinfo(number, file_id, inside)
    assert (answer.status, answer.code) == (400, 4100)
    assert harbour.fileinfo(number, file_id).code == 0


@pytest.mark.parametrize("inside", BATCHED_FILE_ACCEPTED.values(), ids=BATCHED_FILE_ACCEPTED)
def test_a_batched_file_that_holds_is_taken(harbour: Reporter, inside: str) -> None:
    answer = harbour.fileinfo(*harbour.with_file(batched()), inside)
    assert (answer.status, answer.code) == (200, 0), answer.body


@pytest.mark.parametrize("inside", BATCHED_FILE_REFUSED.values(), ids=BATCHED_FILE_REFUSED)
def test_a_batched_file_with_more_is_refused(harbour: Reporter, inside: str) -> None:
    answer = harbour.fileinfo(*harbour.with_file(batched()), inside)
    assert (answer.status, answer.code) == (400, 4100)
