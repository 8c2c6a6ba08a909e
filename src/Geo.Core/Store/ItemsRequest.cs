namespace Geo.Core.Store;

/// <summary>Which rows of a layer, and from where on.</summary>
public sealed record ItemsRequest
{
    /// <summary>No filter, the first thousand.</summary>
    public static ItemsRequest All { get; } = new();

    /// <summary>No filter, every row.</summary>
    public static ItemsRequest Everything { get; } = new() { Limit = int.MaxValue };

    /// <summary>Every row as it was at a revision.</summary>
    public static ItemsRequest At(long revision) => Everything with { After = PageToken.Format(revision, 0) };

    /// <summary>Geometries that share a point with this rectangle (exactly, not by their envelopes), CRS84; rows without geometry do not.</summary>
    public Extent? Bbox { get; init; }

    /// <summary>The rectangle exactly, where it lies along the axes of another CRS; <see cref="Bbox"/> is then its envelope in CRS84.</summary>
    public ProjectedBox? Within { get; init; }

    /// <summary>The order of the rows; ties, and all where this is empty, in the order in which they were first written.</summary>
    public IReadOnlyList<SortKey> SortBy { get; init; } = [];

    /// <summary>The columns to read; null for all.</summary>
    public IReadOnlyList<string>? Properties { get; init; }

    /// <summary>Closed interval of the layer's datetime column, open where null; no effect on layers without one.</summary>
    public (DateTimeOffset? From, DateTimeOffset? To)? Datetime { get; init; }

    /// <summary>At most so many rows; <see cref="int.MaxValue"/> for all.</summary>
    public int Limit { get; init; } = 1000;

    /// <summary><see cref="FeaturePage.Next"/> of the page before: the next rows of the same revision, whatever was written since.</summary>
    public string? After { get; init; }

    /// <summary>Equality by column name (or id); values as text.</summary>
    public IReadOnlyDictionary<string, string> Matching { get; init; } = new Dictionary<string, string>();

    /// <summary>A CQL2 filter made for this layer (<see cref="LayerDefinition.Queryables"/>); null for none.</summary>
    public Filters.Filter? Filter { get; init; }

    /// <summary>The revision to show; null for the newest. A token or an instant says it better.</summary>
    public long? AtRevision { get; init; }

    /// <summary>The layer as it was known at this instant; null for now.</summary>
    public DateTimeOffset? AsKnownOn { get; init; }
}
