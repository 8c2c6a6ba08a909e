namespace Geo.Api.Auth;

/// <summary>Refused for want of a right: 401 without a valid token, 403 for a foreign origin, 421 for a foreign host.</summary>
internal sealed class AccessException(int status, string message) : Exception(message)
{
    /// <summary>HTTP status.</summary>
    public int Status { get; } = status;
}
