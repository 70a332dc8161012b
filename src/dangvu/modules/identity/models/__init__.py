from dangvu.modules.identity.models.account import Account, ActivationCode, RecoveryRequest, SignInGuard
from dangvu.modules.identity.models.grant import Grant, Role

__all__ = ["Account", "ActivationCode", "Grant", "RecoveryRequest", "Role", "SignInGuard"]
