using Geo.Core.Cases;
using Geo.Core.Measure;
using Geo.Core.Sites;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;

namespace Geo.Core.Store.Casework;

/// <summary>What the workspace knows of a case's place: checks, drone scenes, surveys.</summary>
public static class CaseEvidence
{
    private static readonly string[] DroneProfiles = ["drone", "dsm"];

    /// <summary>Field checks of a case: those entered for it, or for a detection of its place; the youngest first.</summary>
    public static IReadOnlyList<Feature> Checks(WorkspaceStore store, CaseFile file)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(file);
        IEnumerable<Feature> Matching(string column, string value) =>
            store.Layer(Layers.FieldChecks.Id).Items(ItemsRequest.Everything with { Matching = new Dictionary<string, string> { [column] = value } });
        var found = Matching("case_id", file.Id).ToList();
        // What was checked before there was a case, as a detection outside all sites.
        if (file.DetectionId is not null)
        {
            string[] track = file.TrackId is null ? [file.DetectionId] : [file.DetectionId, .. store.Layer(Layers.Detections.Id)
                .Items(ItemsRequest.Everything with { Matching = new Dictionary<string, string> { ["track_id"] = file.TrackId } }).Select(d => d.Id)];
            foreach (string detection in track.Distinct()) found.AddRange(Matching("detection_id", detection));
        }

        return [.. found.DistinctBy(c => c.Id).OrderByDescending(c => c.Properties["checked_at"] as DateTimeOffset?).ThenBy(c => c.Id, StringComparer.Ordinal)];
    }

    /// <summary>A check as evidence of a case.</summary>
    /// <param name="file">The case.</param>
    /// <param name="check">A row of field-checks.</param>
    public static CheckEvidence Of(CaseFile file, Feature check)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(check);
        return new CheckEvidence(
            check.Id, (DateTimeOffset)check.Properties["checked_at"]!, check.Properties["source"] is "ground", StatusCode.Parse<CaseVerdict>(check.Properties["verdict"] as string),
            check.Geometry is { } place ? Ellipsoid.Distance(place, file.Place) : null);
    }

    /// <summary>Drone scenes that show a case's place, the youngest first.</summary>
    public static IReadOnlyList<DroneEvidence> Drones(WorkspaceStore store, CaseFile file)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(file);
        return [.. store.Scenes.List().Where(s => DroneProfiles.Contains(s.Profile)).Select(s => new DroneEvidence(s.Id, s.AcquiredAt, Shows(s.Footprint, file.Place))).Where(d => d.Covers)
            .OrderByDescending(d => d.AcquiredAt).ThenBy(d => d.SceneId, StringComparer.Ordinal)];
    }

    /// <summary>Surveys whose ground holds a case's place, with what each sees there; the youngest first.</summary>
    /// <param name="store">The store.</param>
    /// <param name="file">The case.</param>
    /// <param name="rules">What is one place.</param>
    public static IReadOnlyList<SurveyEvidence> Surveys(WorkspaceStore store, CaseFile file, CaseRules rules)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(file);
        Envelope box = OverlapMeasure.Wider(file.Place.EnvelopeInternal, rules.SamePlaceMetres);
        var near = store.Layer(Layers.Detections.Id).Items(ItemsRequest.Everything with { Bbox = new Extent(box.MinX, box.MinY, box.MaxX, box.MaxY) })
            .Where(d => d.Geometry is not null && d.Properties["review"] is not "rejected" && OverlapMeasure.SamePlace(d.Geometry, file.Place, rules)).ToLookup(d => d.Properties["survey_id"] as string);
        return [.. store.Layer(Layers.Surveys.Id).Items(ItemsRequest.Everything).Where(s => s.Geometry is not null && s.Properties["acquired_at"] is DateTimeOffset && Shows(s.Geometry, file.Place))
            .Select(s => new SurveyEvidence(s.Id, (DateTimeOffset)s.Properties["acquired_at"]!, near[s.Id].OrderBy(d => d.Id, StringComparer.Ordinal).FirstOrDefault()?.Id))
            .OrderByDescending(s => s.AcquiredAt).ThenBy(s => s.SurveyId, StringComparer.Ordinal)];
    }

    private static bool Shows(Geometry ground, Geometry place) => PreparedGeometryFactory.Prepare(ground).Covers(place.InteriorPoint);
}
