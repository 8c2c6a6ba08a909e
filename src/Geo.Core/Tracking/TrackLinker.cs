using Geo.Core.Measure;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace Geo.Core.Tracking;

/// <summary>A detection as the linker needs it; TrackId is null while it has none.</summary>
/// <param name="Id">Its id.</param>
/// <param name="SurveyId">The survey that found it.</param>
/// <param name="Class">Class name.</param>
/// <param name="Geometry">Longitude/latitude (CRS84), valid.</param>
/// <param name="AcquiredAt">Time of its imagery.</param>
/// <param name="TrackId">The place it belongs to.</param>
public sealed record TrackedDetection(string Id, string SurveyId, string Class, Geometry Geometry, DateTimeOffset AcquiredAt, string? TrackId);

/// <summary>A place over surveys.</summary>
/// <param name="TrackId">Stable: named for the first detection of the place.</param>
/// <param name="FirstSeenAt">Earliest imagery that shows it.</param>
/// <param name="LastSeenAt">Latest imagery that shows it.</param>
public sealed record Track(string TrackId, DateTimeOffset FirstSeenAt, DateTimeOffset LastSeenAt);

/// <summary>
/// Says which detections of several surveys are the same place: those of one class that overlap enough. Each detection
/// continues at most one track and each track has at most one detection a survey (the best overlap first), so that a heap
/// that fell apart keeps its track in its larger part.
/// </summary>
public static class TrackLinker
{
    /// <summary>Two detections are one place where they share at least this part of the smaller one.</summary>
    public const double SmallestOverlap = 0.25;

    /// <summary>Links the detections of one survey to those of others.</summary>
    /// <param name="survey">Detections of one survey; their TrackId is ignored.</param>
    /// <param name="others">Detections of other surveys with their tracks, earlier or later; those of the same survey are passed over.</param>
    /// <returns>For each detection in its order the track with its new span. Every detection of the track shares this span.</returns>
    public static IReadOnlyList<Track> Link(IReadOnlyList<TrackedDetection> survey, IEnumerable<TrackedDetection> others)
    {
        var known = others.Where(o => o.TrackId is not null && !survey.Any(s => s.SurveyId == o.SurveyId)).ToArray();
        var spans = known.GroupBy(o => o.TrackId!).ToDictionary(g => g.Key, g => (First: g.Min(o => o.AcquiredAt), Last: g.Max(o => o.AcquiredAt)));
        var taken = new HashSet<string>();
        var track = new string?[survey.Count];
        foreach (var (detection, candidate, _) in Candidates(survey, known))
        {
            if (track[detection] is null && taken.Add(candidate))
            {
                track[detection] = candidate;
            }
        }

        return [.. survey.Select((d, i) =>
        {
            if (track[i] is not { } id)
            {
                return new Track($"track-{d.Id}", d.AcquiredAt, d.AcquiredAt);
            }

            var (first, last) = spans[id];
            return new Track(id, d.AcquiredAt < first ? d.AcquiredAt : first, d.AcquiredAt > last ? d.AcquiredAt : last);
        })];
    }

    // Pairs that are one place, best first; ties by track and detection id.
    private static IEnumerable<(int Detection, string TrackId, double Share)> Candidates(IReadOnlyList<TrackedDetection> survey, TrackedDetection[] known)
    {
        var index = new STRtree<TrackedDetection>();
        foreach (var other in known)
        {
            index.Insert(other.Geometry.EnvelopeInternal, other);
        }

        var pairs = new List<(int Detection, string TrackId, double Share)>();
        for (int i = 0; i < survey.Count; i++)
        {
            var detection = survey[i];
            double area = Ellipsoid.Area(detection.Geometry).Value;
            foreach (var other in index.Query(detection.Geometry.EnvelopeInternal).Where(o => o.Class == detection.Class))
            {
                double share = Overlap.SquareMetres(detection.Geometry, other.Geometry) / Math.Min(area, Ellipsoid.Area(other.Geometry).Value);
                if (share >= SmallestOverlap)
                {
                    pairs.Add((i, other.TrackId!, share));
                }
            }
        }

        return pairs.OrderByDescending(p => p.Share).ThenBy(p => p.TrackId, StringComparer.Ordinal).ThenBy(p => survey[p.Detection].Id, StringComparer.Ordinal);
    }
}
