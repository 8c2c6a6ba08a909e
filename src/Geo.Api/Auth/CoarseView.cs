using Geo.Api.Ogc;
using Geo.Core.Store;
using Geo.Core.Store.People;

namespace Geo.Api.Auth;

/// <summary>
/// The store as visitors are given it who may not read staff's layers, where visibility.json coarsens public ones. Whatever handler
/// asks for the store gets this one for such a visitor, so that none can forget it.
/// </summary>
internal sealed class CoarseView(VisibilityTable table, WorkspaceStore whole) : IDisposable
{
    private readonly WorkspaceStore _store = whole.Coarsened(table.Coarsened);

    // The setting too: an answer kept from before a change of it must not be taken for one of now.
    private readonly string _key = "coarse" + Revalidated.StableHash(string.Join(';', table.Coarsened.Select(layer => string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"{layer.Definition.Id} {layer.GridMetres} {string.Join(',', layer.Without)}")))).ToString("x", System.Globalization.CultureInfo.InvariantCulture) + "|";

    /// <summary>Gives the request's handlers the store that its visitor may see.</summary>
    public static void Put(HttpContext http)
    {
        if (Of(http) is { } view) http.RequestServices = new Services(http, http.RequestServices, view);
    }

    /// <summary>How the visitor is shown a collection; null where they see it as it is.</summary>
    public static CoarseLayer? Layer(string collection, HttpContext http) =>
        http.RequestServices.GetRequiredService<VisibilityTable>().Coarse(collection) is { } layer && !Visitor.Of(http).May(Right.ReadStaff) ? layer : null;

    /// <summary>Begins the keys and tags of answers to visitors who are shown something coarsened; empty for all others.</summary>
    public static string Key(HttpContext http) => Of(http) is { } view && !Visitor.Of(http).May(Right.ReadStaff) ? view._key : "";

    /// <summary>True where an endpoint says that what it reads of a coarsened layer comes from the store that it was given and names no column of its own.</summary>
    public static bool Knows(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<Coarsening>() is not null;

    /// <inheritdoc/>
    public void Dispose() => _store.Dispose();

    private static CoarseView? Of(HttpContext http) => http.RequestServices.GetService<CoarseView>();

    private sealed class Services(HttpContext http, IServiceProvider whole, CoarseView view) : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType == typeof(WorkspaceStore) && !Visitor.Of(http).May(Right.ReadStaff) ? view._store : whole.GetService(serviceType);
    }
}
