using Geo.Core.Cases;
using Geo.Core.Sites;

namespace Geo.Core.Store.Casework;

/// <summary>The district round cases, from the registers.</summary>
public static class CaseGrounds
{
    /// <summary>Towns, key control areas, rivers, listed mines and dumps of the workspace.</summary>
    public static CaseDistrict Of(WorkspaceStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        IReadOnlyList<NamedPlace> Places(LayerDefinition layer) =>
            [.. store.Layer(layer.Id).Items(ItemsRequest.Everything).Where(f => f.Geometry is { IsEmpty: false }).Select(f => new NamedPlace(f.Properties["name"] as string ?? f.Id, f.Geometry!))];
        return new CaseDistrict(Places(Layers.Towns), Places(Layers.KeyControlAreas), Places(Layers.Rivers), Places(Layers.MineSites), Places(Layers.Dumps));
    }
}
