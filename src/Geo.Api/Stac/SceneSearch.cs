using Geo.Api.Ogc;
using Geo.Core.Filters;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;

namespace Geo.Api.Stac;

/// <summary>A search over the scenes; everything given must hold.</summary>
internal sealed record SceneSearch
{
    /// <summary>Greatest number of ids and collections in one search.</summary>
    public const int MostNames = 10_000;

    /// <summary>Scenes of these ids only; null for any.</summary>
    public IReadOnlyCollection<string>? Ids { get; init; }

    /// <summary>Scenes of these collections only; null for any. There is one, so that any other name finds nothing.</summary>
    public IReadOnlyCollection<string>? Collections { get; init; }

    /// <summary>Scenes whose footprint meets this place, longitude and latitude; null for anywhere.</summary>
    public Geometry? Area { get; init; }

    /// <summary>Closed interval of the acquisition; a side is null where it is open.</summary>
    public (DateTimeOffset? From, DateTimeOffset? To)? Datetime { get; init; }

    /// <summary>What the query extension asks for; null for nothing.</summary>
    public Func<SceneEntry, bool>? Query { get; init; }

    /// <summary>A CQL2 filter; null for none.</summary>
    public Filter? Filter { get; init; }

    /// <summary>Order.</summary>
    public SceneSort Sort { get; init; } = new([]);

    /// <summary>What of an item is wanted; null for all.</summary>
    public SceneFields? Fields { get; init; }

    /// <summary>Scenes a page.</summary>
    public int Limit { get; init; } = Parameters.DefaultLimit;

    /// <summary>Where the page before ended; null for the first.</summary>
    public string? Token { get; init; }

    /// <summary>One page.</summary>
    public ScenePage Run(SceneIndex index)
    {
        var scenes = index.All;
        var filter = Filter is null ? null : SceneFilter.Condition(Filter, index.Store);
        var area = Area is null ? null : PreparedGeometryFactory.Prepare(Area);
        var ids = Ids?.ToHashSet(StringComparer.Ordinal);
        var matched = Sort.Sort(scenes.Where(s => Fits(s, ids, area) && filter?.Invoke(s) != false)).ToList();
        var rest = Token is null ? matched : matched.Where(Sort.Behind(Token)).ToList();
        var page = rest.Take(Limit).ToList();
        return new ScenePage(page, matched.Count, rest.Count > page.Count ? Sort.TokenAfter(page[^1]) : null);
    }

    private bool Fits(SceneEntry scene, HashSet<string>? ids, IPreparedGeometry? area) =>
        ids?.Contains(scene.Id) != false
        && Collections?.Contains(SceneItem.Collection) != false
        && !(scene.AcquiredAt < Datetime?.From) && !(scene.AcquiredAt > Datetime?.To)
        && Query?.Invoke(scene) != false
        && area?.Intersects(scene.Stored.Scene.Footprint) != false;
}

/// <summary>A page of scenes.</summary>
/// <param name="Scenes">In the order asked for.</param>
/// <param name="Matched">How many there are on all pages.</param>
/// <param name="Next">Token of the next page; null on the last.</param>
internal sealed record ScenePage(IReadOnlyList<SceneEntry> Scenes, int Matched, string? Next);
