namespace Geo.Core.Store.People;

/// <summary>Someone who may sign in.</summary>
/// <param name="Name">What is typed to sign in; case does not matter.</param>
/// <param name="DisplayName">What is shown.</param>
/// <param name="Role">What they may do.</param>
/// <param name="Town">Name of the town; null unless the role is town.</param>
/// <param name="HasPassword">False until one was set.</param>
/// <param name="PasswordGenerated">The program made the password; nobody has chosen one since.</param>
/// <param name="Disabled">May not sign in; keys and sessions do not count.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="SignedInAt">Last sign-in by password, UTC; null before the first.</param>
public sealed record Account(
    string Name, string DisplayName, Role Role, string? Town, bool HasPassword, bool PasswordGenerated, bool Disabled, DateTimeOffset CreatedAt, DateTimeOffset? SignedInAt);

/// <summary>What is to be changed of an account; null leaves it.</summary>
public sealed record AccountChange(string? DisplayName = null, Role? Role = null, string? Town = null, bool? Disabled = null);

/// <summary>An API key as it is listed; the key itself is shown once, when it is made.</summary>
/// <param name="Id">Its id, for revoking.</param>
/// <param name="Name">The GIS program that uses it.</param>
/// <param name="Owner">Account.</param>
/// <param name="Role">What it may do, within what its owner may.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="ExpiresAt">Not valid from then on; null without end.</param>
/// <param name="RevokedAt">Null while it counts.</param>
/// <param name="LastUsedAt">To the minute; null while unused.</param>
public sealed record ApiKey(
    string Id, string Name, string Owner, Role Role, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt, DateTimeOffset? LastUsedAt);
