"""AWS Signer: signing jobs, which put a signed copy of a package into a bucket."""

import hashlib
import io
import uuid
import zipfile
from datetime import UTC, datetime, timedelta
from typing import Any

from moto.backends import get_backend

from ..context import Context, Table, tables
from ..registry import Answer, Fault, Parameters, before, own

SERVICE = "signer"
#: What Signer adds to the packages of functions.
SIGNATURE = "META-INF/aws_signer_signature_v1.0.SF"
VALIDITY = timedelta(days=135 * 30)


@before(SERVICE, "PutSigningProfile")
def keep_canceled_names(context: Context, parameters: Parameters) -> None:
    """The name of a profile that exists or was canceled is taken."""
    if parameters["profileName"] in context.backend().signing_profiles:
        raise Fault("ConflictException", f"The profile {parameters['profileName']} already exists.")


@before(SERVICE, "GetSigningProfile", "CancelSigningProfile")
def require_profile(context: Context, parameters: Parameters) -> None:
    """moto stumbles over a profile that never was."""
    if parameters["profileName"] not in context.backend().signing_profiles:
        raise Fault("ResourceNotFoundException", f"The profile {parameters['profileName']} does not exist.")


@own(SERVICE, "StartSigningJob")
def start_job(context: Context, parameters: Parameters) -> Answer:
    """Signs one version of a package at once."""
    profile = context.backend().signing_profiles.get(parameters["profileName"])
    if profile is None or profile.status != "Active":
        raise Fault("ResourceNotFoundException", f"No active signing profile {parameters['profileName']}.")
    job_id = str(uuid.uuid4())
    destination = parameters["destination"]["s3"]
    key = f"{destination.get('prefix', '')}{job_id}.zip"
    signed = _signed(_package(context, parameters["source"]["s3"]), job_id)
    _s3(context).put_object(destination["bucketName"], key, signed)
    job = _job(context, job_id, parameters["source"], profile)
    job["signedObject"] = {"s3": {"bucketName": destination["bucketName"], "key": key}}
    context.table("jobs")[job_id] = job
    context.table("signed")[hashlib.sha256(signed).hexdigest()] = job_id
    return {"jobId": job_id, "jobOwner": context.account}


@own(SERVICE, "DescribeSigningJob")
def describe_job(context: Context, parameters: Parameters) -> Answer:
    """Tells of one job."""
    if parameters["jobId"] not in context.table("jobs"):
        raise Fault("ResourceNotFoundException", f"The signing job {parameters['jobId']} does not exist.")
    return dict(context.table("jobs")[parameters["jobId"]])


def signature_of(region: str, content: bytes) -> dict[str, str] | None:
    """Which job and which version of a profile signed this content; None when nobody did."""
    job_id = _table(region, "signed").get(hashlib.sha256(content).hexdigest())
    if job_id is None:
        return None
    job = _table(region, "jobs")[job_id]
    arn = f"arn:aws:signer:{region}:{job['jobOwner']}:"
    version = f"{arn}/signing-profiles/{job['profileName']}/{job['profileVersion']}"
    return {"SigningJobArn": f"{arn}/signing-jobs/{job_id}", "SigningProfileVersionArn": version}


def _package(context: Context, source: dict[str, str]) -> bytes:
    found = _s3(context).get_object(source["bucketName"], source["key"], source["version"])
    if found is None:
        raise Fault("ValidationException", f"No version {source['version']} of {source['key']}.")
    return bytes(found.value)


def _signed(package: bytes, job_id: str) -> bytes:
    archive = io.BytesIO(package)
    with zipfile.ZipFile(archive, "a") as content:
        content.writestr(SIGNATURE, job_id)
    return archive.getvalue()


def _job(context: Context, job_id: str, source: dict[str, Any], profile: Any) -> dict[str, Any]:
    now = datetime.now(UTC)
    caller = f"arn:aws:iam::{context.account}:root"
    return {
        "jobId": job_id,
        "source": source,
        "platformId": profile.platform_id,
        "profileName": profile.name,
        "profileVersion": profile.profile_version,
        "createdAt": now,
        "completedAt": now,
        "signatureExpiresAt": now + VALIDITY,
        "requestedBy": caller,
        "status": "Succeeded",
        "statusReason": "Signing Succeeded",
        "jobOwner": context.account,
        "jobInvoker": context.account,
    }


def _s3(context: Context) -> Any:
    return get_backend("s3")[context.account]["aws"]


def _table(region: str, kind: str) -> Table:
    return tables[SERVICE, region, kind]
