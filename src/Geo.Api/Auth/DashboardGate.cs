using Hangfire.Dashboard;

namespace Geo.Api.Auth;

/// <summary>Hangfire's own default trusts every local request, i.e. everything behind a proxy; we ask for the token.</summary>
internal sealed class DashboardGate : IDashboardAuthorizationFilter
{
    /// <inheritdoc/>
    public bool Authorize(DashboardContext context) => Gate.HasToken(context.GetHttpContext());
}
