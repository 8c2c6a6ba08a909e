namespace Geo.Core.Store;

/// <summary>How a public layer is shown to who may not read staff's layers.</summary>
public sealed class CoarseLayer
{
    /// <param name="layer">The layer.</param>
    /// <param name="without">Columns that are left out.</param>
    /// <param name="gridMetres">Side of the cells that stand for places, metres; null leaves places as they are.</param>
    internal CoarseLayer(LayerDefinition layer, IReadOnlyList<string> without, double? gridMetres)
    {
        (Without, GridMetres) = (without, gridMetres);
        var reduced = layer with
        {
            Columns = [.. layer.Columns.Where(column => !without.Contains(column.Name))],
            Cells = gridMetres is { } metres ? new CoarseGrid(metres) : null,
            DatetimeColumn = layer.DatetimeColumn is { } time && without.Contains(time) ? null : layer.DatetimeColumn,
        };
        // A copy takes over what was derived from the whole layer.
        Definition = reduced with { Queryables = LayerQueryables.Of(reduced) };
    }

    /// <summary>The layer without the columns that are left out.</summary>
    public LayerDefinition Definition { get; }

    /// <summary>Columns that are left out.</summary>
    public IReadOnlyList<string> Without { get; }

    /// <summary>Side of the cells that stand for places, metres; null where places are shown as they are.</summary>
    public double? GridMetres { get; }
}
