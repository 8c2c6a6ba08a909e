using Geo.Core.Field;

namespace Geo.Core.Store.Ground;

/// <summary>Mine sites to be flown.</summary>
public static class FlightSites
{
    /// <summary>The sites of codes, in their order, each once.</summary>
    /// <exception cref="NotFoundException">There is no such site.</exception>
    /// <exception cref="InputException">A site has no geometry.</exception>
    public static IReadOnlyList<FlightSite> Of(WorkspaceStore store, IEnumerable<string> codes)
    {
        ArgumentNullException.ThrowIfNull(store);
        return [.. codes.Distinct(StringComparer.Ordinal).Select(code =>
        {
            var site = store.Layer(Layers.MineSites.Id).Get(code);
            return site.Geometry is { IsEmpty: false } geometry
                ? new FlightSite(code, site.Properties["name"] as string ?? code, geometry)
                : throw new InputException($"mine site {code}", "geometry", "the register gives it no place", "import its boundary first");
        })];
    }
}
