using Geo.Core.Measure;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace Geo.Core.Classification;

/// <summary>How found polygons agree with true ones, object by object.</summary>
/// <param name="Found">Polygons found.</param>
/// <param name="True">True polygons.</param>
/// <param name="MatchedAtHalf">Pairs with IoU ≥ 0.5; as polygons of one side do not overlap, no polygon has two partners.</param>
/// <param name="TrueHit">True polygons that some found polygon overlaps by at least a tenth of the smaller of the two.</param>
/// <param name="FoundOnTruth">Found polygons that overlap truth in the same way.</param>
public sealed record ObjectAccuracy(int Found, int True, int MatchedAtHalf, int TrueHit, int FoundOnTruth)
{
    /// <summary>Share of found polygons that match at IoU ≥ 0.5.</summary>
    public double Precision => (double)MatchedAtHalf / Found;

    /// <summary>Share of true polygons that match at IoU ≥ 0.5.</summary>
    public double Recall => (double)MatchedAtHalf / True;

    /// <summary>Share of true polygons that were hit at all (by site).</summary>
    public double HitRecall => (double)TrueHit / True;

    /// <summary>Share of found polygons that lie on truth (by site).</summary>
    public double HitPrecision => (double)FoundOnTruth / Found;

    /// <summary>Compares two sets of polygons.</summary>
    /// <param name="found">Longitude/latitude, valid.</param>
    /// <param name="truth">Longitude/latitude, valid.</param>
    public static ObjectAccuracy Of(IReadOnlyList<Geometry> found, IReadOnlyList<Geometry> truth)
    {
        const double hitShare = 0.1;
        var index = new STRtree<int>();
        for (int t = 0; t < truth.Count; t++) index.Insert(truth[t].EnvelopeInternal, t);
        index.Build();
        var trueAreas = truth.Select(t => Ellipsoid.Area(t).Value).ToArray();
        var (hit, matched) = (new bool[truth.Count], new bool[truth.Count]);
        int pairs = 0, onTruth = 0;
        foreach (var polygon in found)
        {
            double area = Ellipsoid.Area(polygon).Value;
            bool lies = false, paired = false;
            foreach (int t in index.Query(polygon.EnvelopeInternal).Order())
            {
                double common = Ellipsoid.Area(polygon.Intersection(truth[t])).Value;
                if (common >= hitShare * Math.Min(area, trueAreas[t])) lies = hit[t] = true;
                if (paired || matched[t] || common < 0.5 * (area + trueAreas[t] - common)) continue;
                paired = matched[t] = true;
                pairs++;
            }

            if (lies) onTruth++;
        }

        return new ObjectAccuracy(found.Count, truth.Count, pairs, hit.Count(h => h), onTruth);
    }
}
