"""Lambda: what an account may run at once."""

from ..context import Context
from ..registry import Answer, Parameters, own

#: AWS gives an account so many, once it has been in use for a while.
CONCURRENT_EXECUTIONS = 1000


@own("lambda", "GetAccountSettings")
def account_settings(context: Context, _parameters: Parameters) -> Answer:
    """The limits, and what functions have reserved of them."""
    functions = context.backend().list_functions()
    reserved = sum(int(function.reserved_concurrency or 0) for function in functions)
    return {
        "AccountLimit": {
            "ConcurrentExecutions": CONCURRENT_EXECUTIONS,
            "UnreservedConcurrentExecutions": CONCURRENT_EXECUTIONS - reserved,
        },
        "AccountUsage": {"FunctionCount": len(functions)},
    }
