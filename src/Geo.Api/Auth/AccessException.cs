using Geo.Core.Store.People;

namespace Geo.Api.Auth;

/// <summary>Refused: 401 for who has not signed in, 403 for want of a right or a foreign origin, 421 for a foreign host, 429 for too many failed sign-ins.</summary>
internal sealed class AccessException(int status, string message) : Exception(message)
{
    /// <summary>HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>The right that is wanted; null where none would help.</summary>
    public Right? Right { get; init; }

    /// <summary>The role of who asked; null for nobody.</summary>
    public Role? Role { get; init; }

    /// <summary>True where a key or token was shown that does not count: signing in is not what is wanted.</summary>
    public bool IsWrongToken { get; init; }

    /// <summary>When to try again; null where trying again does not help.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
