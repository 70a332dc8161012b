from dangvu.modules.identity.models.account import THEMES, Account, ActivationCode, RecoveryRequest, SignInGuard
from dangvu.modules.identity.models.grant import Grant, Role

__all__ = ["THEMES", "Account", "ActivationCode", "Grant", "RecoveryRequest", "Role", "SignInGuard"]
