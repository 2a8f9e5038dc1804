"""S3 Control: the public access block of the account. moto knows it only at hosts that begin with the account's id."""

from ..context import Context, Table, tables
from ..registry import Answer, Fault, Parameters, own


@own("s3control", "PutPublicAccessBlock")
def put_block(context: Context, parameters: Parameters) -> Answer:
    """Keeps the account's four settings."""
    _blocks(context)[_account(context, parameters)] = parameters["PublicAccessBlockConfiguration"]
    return {}


@own("s3control", "GetPublicAccessBlock")
def get_block(context: Context, parameters: Parameters) -> Answer:
    """The settings; as on AWS an error when nobody made any."""
    block = _blocks(context).get(_account(context, parameters))
    if block is None:
        raise Fault("NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found")
    return {"PublicAccessBlockConfiguration": block}


@own("s3control", "DeletePublicAccessBlock")
def delete_block(context: Context, parameters: Parameters) -> Answer:
    """Forgets the settings; without any it changes nothing, as on AWS."""
    _blocks(context).pop(_account(context, parameters), None)
    return {}


def _account(context: Context, parameters: Parameters) -> str:
    if parameters["AccountId"] != context.account:
        raise Fault("AccessDenied", f"Account {parameters['AccountId']} is not {context.account}, the sandbox's own")
    return context.account


def _blocks(context: Context) -> Table:
    """By account: the settings hold in every region."""
    return tables[context.service, "every region", "public access blocks"]
