using NetTopologySuite.Geometries;

namespace Geo.Core.Store;

/// <summary>One row of a layer.</summary>
/// <param name="Id">Stable over runs and revisions: a site's code, a detection's own id.</param>
/// <param name="Geometry">Longitude/latitude (stored as EPSG:4490, exchanged as CRS84; they differ by less than a metre); null where the layer or the row has none.</param>
/// <param name="Properties">
/// By column name; values are string, long, double, bool, <see cref="DateTimeOffset"/> (UTC), a list of strings, or null.
/// On reading every column of the layer is there; on writing a missing key leaves the stored value as it is.
/// </param>
public sealed record Feature(string Id, Geometry? Geometry, IReadOnlyDictionary<string, object?> Properties);

/// <summary>One state of a feature in its history, oldest first.</summary>
/// <param name="Revision">Revision that wrote it.</param>
/// <param name="EndRevision">Revision that replaced or deleted it; null while it is current.</param>
/// <param name="ValidFrom">When it was written, UTC.</param>
/// <param name="ValidTo">When it ended, UTC; null while it is current.</param>
/// <param name="Author">Who wrote it.</param>
/// <param name="RunId">The run that wrote it; null where a person did.</param>
/// <param name="Feature">The state.</param>
public sealed record FeatureVersion(
    long Revision, long? EndRevision, DateTimeOffset ValidFrom, DateTimeOffset? ValidTo, string Author, string? RunId, Feature Feature);
