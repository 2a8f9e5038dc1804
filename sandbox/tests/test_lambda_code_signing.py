"""Lambda and Signer: packages are signed, and functions run only those."""

from typing import Any
from uuid import uuid4

import pytest
from botocore.exceptions import ClientError

from functions import create_function, package

CODE = "exports.handler = async () => 'signed';"


@pytest.fixture
def functions(aws: Any) -> Any:
    return aws.client("lambda")


@pytest.fixture
def signer(aws: Any) -> Any:
    return aws.client("signer")


@pytest.fixture
def profile(signer: Any) -> Any:
    """A profile for packages of functions."""
    name = f"profile_{uuid4().hex[:8]}"
    return {"name": name, **signer.put_signing_profile(profileName=name, platformId="AWSLambda-SHA384-ECDSA")}


@pytest.fixture
def bucket(aws: Any) -> str:
    """A bucket with versions that holds `unsigned.zip`."""
    s3 = aws.client("s3")
    name = f"packages-{uuid4().hex[:8]}"
    s3.create_bucket(Bucket=name)
    s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    return name


def sign(aws: Any, profile: Any, bucket: str) -> Any:
    """The description of a job that has signed a package."""
    put = aws.client("s3").put_object(Bucket=bucket, Key="unsigned.zip", Body=package(CODE))
    source = {"s3": {"bucketName": bucket, "key": "unsigned.zip", "version": put["VersionId"]}}
    destination = {"s3": {"bucketName": bucket, "prefix": "signed/"}}
    signer = aws.client("signer")
    job = signer.start_signing_job(
        source=source, destination=destination, profileName=profile["name"], clientRequestToken=uuid4().hex
    )
    return signer.describe_signing_job(jobId=job["jobId"])


def enforce(functions: Any, profile: Any, policy: str = "Enforce") -> str:
    """The ARN of a configuration that allows the profile alone."""
    config = functions.create_code_signing_config(
        AllowedPublishers={"SigningProfileVersionArns": [profile["profileVersionArn"]]},
        CodeSigningPolicies={"UntrustedArtifactOnDeployment": policy},
        Tags={"HIPAA": "true"},
    )
    return str(config["CodeSigningConfig"]["CodeSigningConfigArn"])


def test_signs_one_version_of_a_package_and_tells_where_the_signed_one_is(aws: Any, profile: Any, bucket: str) -> None:
    job = sign(aws, profile, bucket)
    assert (job["status"], job["profileName"]) == ("Succeeded", profile["name"])
    signed = job["signedObject"]["s3"]
    assert signed["bucketName"] == bucket
    assert signed["key"].startswith("signed/")
    content = aws.client("s3").get_object(Bucket=bucket, Key=signed["key"])["Body"].read()
    assert content != package(CODE)


def test_signs_nothing_with_a_canceled_profile_and_keeps_its_name(
    aws: Any, signer: Any, profile: Any, bucket: str
) -> None:
    signer.cancel_signing_profile(profileName=profile["name"])
    with pytest.raises(signer.exceptions.ResourceNotFoundException):
        sign(aws, profile, bucket)
    with pytest.raises(ClientError, match="already exists"):
        signer.put_signing_profile(profileName=profile["name"], platformId="AWSLambda-SHA384-ECDSA")


def test_knows_only_profiles_and_jobs_that_were_made(signer: Any) -> None:
    for ask in (
        lambda: signer.get_signing_profile(profileName="nobody"),
        lambda: signer.cancel_signing_profile(profileName="nobody"),
        lambda: signer.describe_signing_job(jobId=str(uuid4())),
    ):
        with pytest.raises(signer.exceptions.ResourceNotFoundException):
            ask()


def test_runs_what_an_allowed_profile_signed_and_tells_so(
    aws: Any, functions: Any, profile: Any, bucket: str
) -> None:
    job = sign(aws, profile, bucket)
    code = {"S3Bucket": bucket, "S3Key": job["signedObject"]["s3"]["key"]}
    name = create_function(aws, "", Code=code, CodeSigningConfigArn=enforce(functions, profile))
    told = functions.get_function(FunctionName=name)["Configuration"]
    assert told["SigningProfileVersionArn"] == profile["profileVersionArn"]
    assert told["SigningJobArn"].endswith(job["jobId"])
    assert functions.invoke(FunctionName=name)["Payload"].read() == b'"signed"'
    functions.update_function_code(FunctionName=name, **code)


def test_refuses_code_that_nobody_or_somebody_else_signed(
    aws: Any, functions: Any, signer: Any, profile: Any, bucket: str
) -> None:
    stranger = {"name": "stranger", **signer.put_signing_profile(profileName="stranger", platformId="AWSLambda-SHA384-ECDSA")}
    config = enforce(functions, profile)
    signed = sign(aws, stranger, bucket)["signedObject"]["s3"]["key"]
    for code in ({"ZipFile": package(CODE)}, {"S3Bucket": bucket, "S3Key": signed}):
        with pytest.raises(functions.exceptions.CodeVerificationFailedException):
            create_function(aws, "", Code=code, CodeSigningConfigArn=config)


def test_refuses_unsigned_changes_unless_the_policy_only_warns(aws: Any, functions: Any, profile: Any) -> None:
    name = create_function(aws, CODE)
    config = enforce(functions, profile)
    functions.put_function_code_signing_config(FunctionName=name, CodeSigningConfigArn=config)
    with pytest.raises(functions.exceptions.CodeVerificationFailedException):
        functions.update_function_code(FunctionName=name, ZipFile=package(CODE))
    functions.update_code_signing_config(
        CodeSigningConfigArn=config, CodeSigningPolicies={"UntrustedArtifactOnDeployment": "Warn"}
    )
    functions.update_function_code(FunctionName=name, ZipFile=package(CODE))
    functions.delete_function_code_signing_config(FunctionName=name)
    assert "CodeSigningConfigArn" not in functions.get_function_code_signing_config(FunctionName=name)


def test_keeps_a_configuration_while_a_function_uses_it(aws: Any, functions: Any, profile: Any) -> None:
    name = create_function(aws, CODE)
    config = enforce(functions, profile, "Warn")
    functions.put_function_code_signing_config(FunctionName=name, CodeSigningConfigArn=config)
    with pytest.raises(functions.exceptions.ResourceConflictException):
        functions.delete_code_signing_config(CodeSigningConfigArn=config)
    functions.delete_function(FunctionName=name)
    functions.delete_code_signing_config(CodeSigningConfigArn=config)
    with pytest.raises(functions.exceptions.ResourceNotFoundException):
        functions.get_code_signing_config(CodeSigningConfigArn=config)


def test_tags_configurations_and_functions(aws: Any, functions: Any, profile: Any) -> None:
    name = create_function(aws, CODE, Tags={"HIPAA": "true"})
    function = functions.get_function_configuration(FunctionName=name)["FunctionArn"]
    for arn in (function, enforce(functions, profile)):
        functions.tag_resource(Resource=arn, Tags={"a": "1"})
        functions.untag_resource(Resource=arn, TagKeys=["HIPAA"])
        assert functions.list_tags(Resource=arn)["Tags"] == {"a": "1"}
