using Geo.Core.Store.People;
using Hangfire.Dashboard;

namespace Geo.Api.Auth;

/// <summary>Hangfire's own default trusts every local request, i.e. everything behind a proxy; we ask for an administrator.</summary>
internal sealed class DashboardGate : IDashboardAuthorizationFilter
{
    /// <inheritdoc/>
    public bool Authorize(DashboardContext context) => Visitor.Of(context.GetHttpContext()).May(Right.Console);
}
