using Geo.Core.Cases;
using Geo.Core.Inventory;
using Geo.Core.Store.Inventory;

namespace Geo.Core.Store.Casework;

/// <summary>The river next to a case, as columns of its row.</summary>
public sealed class CaseRiver
{
    private readonly RiverReaches _reaches;

    /// <param name="store">Its rivers and towns as they are now.</param>
    public CaseRiver(WorkspaceStore store) => _reaches = InventoryReading.ReachesOf(store, CorridorRules.Default);

    /// <summary>The row of a case with its nearest river, reach and distance; without a register of rivers these stay empty.</summary>
    public Feature Row(CaseFile file)
    {
        Feature row = CaseRows.ToFeature(file);
        NearRiver? near = _reaches.Nearest(file.Place);
        return row with
        {
            Properties = new Dictionary<string, object?>(row.Properties)
            {
                ["river_name"] = near?.River.Name,
                ["river_reach"] = near?.Reach,
                ["river_distance_m"] = near?.Metres,
            },
        };
    }
}
