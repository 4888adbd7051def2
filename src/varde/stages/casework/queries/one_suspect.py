from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from django.db.models import Count

from varde.keeps.ledger import face as ledger
from varde.keeps.parties import face as parties
from varde.kernels.law.rows import AgeLine
from varde.kernels.law.types import Disposition, Lane
from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import AccountId, IncidentId, ObjectId
from varde.stages.casework.errors import NotYourCase, SuspectUnknown
from varde.stages.casework.models import (
    Account,
    Act,
    Copy,
    Decision,
    DepictedChild,
    Finding,
    PersonLink,
    ReceivedReferral,
    Statement,
    Suspect,
)
from varde.stages.casework.models.access import case_of, may_see
from varde.stages.casework.queries.depicted import proposed_items
from varde.stages.casework.queries.suspects import as_rows
from varde.stages.casework.rules import decisions, findings
from varde.stages.casework.rules.line import age_at, is_below_line, jurisdiction_of, line_at, local_time
from varde.stages.casework.rules.statements import SINGLE
from varde.stages.casework.types import (
    AccountKnown,
    ActKnown,
    Field,
    FileKnown,
    FindingKind,
    FindingMade,
    Happened,
    Stated,
    SuspectKnown,
)


def suspect(incident: UUID, *, person: UUID, by: Actor) -> SuspectKnown:
    """Everything on one suspect's page; refused to officers of other districts."""
    row = case_of(incident, person, by=by)
    if row.first_act_at is None:
        raise SuspectUnknown(str(person))
    acts = list(
        Act.objects.filter(incident=row.incident_id, account__person=row.person_id).select_related("item").order_by("sent_at")
    )
    copies = _copies(row, acts)
    jurisdiction = jurisdiction_of(row.country or None, district=row.home_district)
    line = line_at(jurisdiction, row.first_act_at)
    return SuspectKnown(
        row=as_rows([row], incident=row.incident)[0],
        country=row.country or None,
        birth_date=row.birth_date,
        age_line=line.age if isinstance(line, AgeLine) else None,
        age_line_source=line.source if line else "",
        district_reason="assigned by the lead" if row.assigned_district else row.home_district_reason,
        accounts=tuple(_accounts(row, acts)),
        acts=tuple(_acts(row, acts, copies)),
        files=tuple(_file(copy) for copy in copies.values()),
        depicted_in=tuple(
            DepictedChild.objects.filter(incident=row.incident_id, person=row.person_id).values_list("item_id", flat=True)
        ),
        depicted_proposed=tuple(proposed_items(row.incident, persons=[row.person_id]).get(row.person_id, ())),
        decisions=tuple(each.made() for each in Decision.objects.filter(suspect=row).order_by("at")),
        history=tuple(_history(row.person_id)),
        needs_second_person=row.lane_needs_second,
        dispositions=_dispositions(row),
        findings=tuple(_findings(row)),
        findings_offered=findings.offered(jurisdiction, acts=[act.sent_at for act in acts]),
    )


def _dispositions(row: Suspect) -> tuple[Disposition, ...]:
    return decisions.offered(lane=Lane(row.lane) if row.lane else None, may_end_as=[Disposition(each) for each in row.may_end_as])


def _findings(row: Suspect) -> list[FindingMade]:
    return [
        FindingMade(
            kind=FindingKind(each.kind),
            row=each.row,
            covers_all_acts=each.covers_all_acts,
            is_outgrown=each.acts_count != row.acts_count,
            reason=each.reason,
            by=each.by,
            at=each.at,
        )
        for each in Finding.objects.filter(suspect=row, taken_back_at__isnull=True).order_by("at")
    ]


def incidents_of(person: UUID, *, by: Actor) -> list[IncidentId]:
    """The incidents in which the actor may see this person as a suspect, the latest first; refused when there is none."""
    parties.require(by, parties.Right.WORK_CASES)
    rows = Suspect.objects.filter(person=person, acts_count__gt=0).select_related("incident").order_by("-since", "-id")
    if not rows:
        raise SuspectUnknown(str(person))
    seen = [IncidentId(row.incident.joined_into_id or row.incident_id) for row in rows if may_see(row, by)]
    if not seen:
        raise NotYourCase(str(person))
    return list(dict.fromkeys(seen))


def _copies(row: Suspect, acts: list[Act]) -> dict[bytes, Copy]:
    marks = {bytes(act.sha_mark) for act in acts}
    rows = Copy.objects.filter(incident=row.incident_id, sha_mark__in=marks).select_related("item").order_by("item__number", "id")
    return {bytes(copy.sha_mark): copy for copy in rows}


def _file(copy: Copy) -> FileKnown:
    return FileKnown(
        id=copy.pk,
        item=copy.item_id,
        item_number=copy.item.number,
        object_id=ObjectId(copy.object_id) if copy.object_id else None,
        media_kind=copy.media_kind,
        size=copy.size,
        classification=copy.classification,
        is_viewed_by_esp=copy.viewed_by_esp,
        bits_apart=copy.bits_apart,
    )


def _acts(row: Suspect, acts: list[Act], copies: dict[bytes, Copy]) -> list[ActKnown]:
    sources = dict(Act.objects.filter(pk__in=[act.pk for act in acts]).annotate(n=Count("sources")).values_list("pk", "n"))
    country = row.country or None
    jurisdiction = jurisdiction_of(country, district=row.home_district)
    return [
        ActKnown(
            id=act.pk,
            account=AccountId(act.account_id),
            message=act.message,
            item=act.item_id,
            item_number=act.item.number,
            object_id=_object(copies.get(bytes(act.sha_mark))),
            sent_at=act.sent_at,
            local_time=local_time(act.sent_at, country=country),
            age=age_at(row.birth_date, act.sent_at, country=country),
            below_line=is_below_line(row.birth_date, act.sent_at, country=country, jurisdiction=jurisdiction),
            recipients=act.recipients_count,
            ip=act.ip,
            port=act.port,
            sources=sources[act.pk],
        )
        for act in acts
    ]


def _object(copy: Copy | None) -> ObjectId | None:
    return ObjectId(copy.object_id) if copy and copy.object_id else None


def _accounts(row: Suspect, acts: list[Act]) -> list[AccountKnown]:
    accounts = list(Account.objects.filter(person=row.person_id).order_by("known_at", "id"))
    stated: dict[UUID, list[Statement]] = defaultdict(list)
    for statement in Statement.objects.filter(account__in=accounts).order_by("field", "id"):
        stated[statement.account_id].append(statement)
    tips: dict[UUID, list[str]] = defaultdict(list)
    for account, reference in (
        ReceivedReferral.objects.filter(account__in=accounts).order_by("taken_at").values_list("account_id", "tip_reference")
    ):
        tips[account].append(reference)
    links = {
        link.account_id: link for link in PersonLink.objects.filter(account__in=accounts, undone_at__isnull=True).order_by("at")
    }
    differing = _differing([each for statements in stated.values() for each in statements])
    return [
        AccountKnown(
            id=AccountId(account.pk),
            platform=account.platform,
            service=account.service,
            esp_identifier=account.esp_identifier,
            statements=tuple(_stated(each, differing) for each in stated[account.pk]),
            tip_references=tuple(dict.fromkeys(tips[account.pk])),
            acts=sum(act.account_id == account.pk for act in acts),
            linked_by=links[account.pk].by if account.pk in links else None,
            link_evidence=tuple(links[account.pk].evidence) if account.pk in links else (),
            link_reason=links[account.pk].reason if account.pk in links else None,
            is_own=account.own_person_id == account.person_id,
        )
        for account in accounts
    ]


def _stated(row: Statement, differing: set[str]) -> Stated:
    return Stated(
        field=Field(row.field),
        value=row.value,
        is_verified=row.is_verified,
        source=row.source,
        stated_at=row.stated_at,
        contradicted=row.field in differing,
    )


def _differing(rows: list[Statement]) -> set[str]:
    values: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        values[row.field].add(row.value)
    return {name for name in SINGLE if len(values[name]) > 1}


def _history(person: UUID) -> list[Happened]:
    """What was done; who only read the case stands in the ledger itself."""
    done = (entry for entry in ledger.entries(about=person) if entry.kind is not ledger.Kind.CASE_OPENED)
    return [Happened(entry.seq, entry.at, entry.kind, entry.by, entry.facts) for entry in done]
