"""ACM: certificates are issued without waiting, and survive a restart."""

from typing import Any


def test_issues_a_certificate_at_once(aws: Any) -> None:
    acm = aws.client("acm")
    arn = acm.request_certificate(DomainName="app.sample.example", ValidationMethod="DNS")["CertificateArn"]
    assert acm.describe_certificate(CertificateArn=arn)["Certificate"]["Status"] == "ISSUED"


def test_keeps_certificates_over_a_restart(start: Any) -> None:
    first = start()
    request = {"DomainName": "app.sample.example", "ValidationMethod": "DNS"}
    arn = first.client("acm").request_certificate(**request)["CertificateArn"]
    assert first.stop() == 0
    certificate = start().client("acm").describe_certificate(CertificateArn=arn)["Certificate"]
    assert certificate["DomainName"] == "app.sample.example"
