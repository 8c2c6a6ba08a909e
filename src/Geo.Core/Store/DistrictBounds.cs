using NetTopologySuite.Geometries;

namespace Geo.Core.Store;

/// <summary>Where the district lies, as far as the workspace's own layers tell.</summary>
public static class DistrictBounds
{
    // The first that holds something: outlines of administration before what lies in them.
    private static readonly string[][] s_evidence = [["towns"], ["key-control-areas"], ["mine-sites", "dumps"], ["rivers"]];

    /// <summary>Bounds in longitude and latitude; null for an empty workspace.</summary>
    /// <param name="store">The workspace.</param>
    /// <param name="but">A register that is not asked: the one that is being taken in.</param>
    public static Envelope? Of(WorkspaceStore store, string but)
    {
        ArgumentNullException.ThrowIfNull(store);
        foreach (string[] layers in s_evidence)
        {
            var bounds = new Envelope();
            foreach (string layer in layers.Where(l => l != but || layers.Length > 1))
            {
                if (store.Layer(layer).Extent() is { } e) bounds.ExpandToInclude(new Envelope(e.MinX, e.MaxX, e.MinY, e.MaxY));
            }

            if (!bounds.IsNull) return bounds;
        }

        return null;
    }
}
