using Geo.Core.Classification;
using Geo.Core.Store;
using Geo.Core.Vectors;
using NetTopologySuite.Geometries;

namespace Geo.Jobs.Cli;

/// <summary>How what was found compares with the demo's truth, class by class.</summary>
/// <param name="Classes">One entry a reported class.</param>
internal sealed record DemoScore(IReadOnlyList<DemoClassScore> Classes);

/// <param name="Class">stockpile or unrestored_pit.</param>
/// <param name="Found">Detections.</param>
/// <param name="True">Objects of the truth at the last date.</param>
/// <param name="Hit">True objects that a detection of the class meets.</param>
/// <param name="HeldOutTrue">Of them, those whose polygons no training sample lies on.</param>
/// <param name="HeldOutHit">Of the held-out ones, those hit.</param>
/// <param name="OnTruth">Detections that meet a true object of the class.</param>
/// <param name="MatchedAtHalf">Pairs with IoU of at least 0.5.</param>
internal sealed record DemoClassScore(string Class, int Found, int True, int Hit, int HeldOutTrue, int HeldOutHit, int OnTruth, int MatchedAtHalf)
{
    public double HitRecall => True == 0 ? 0 : (double)Hit / True;

    public double HitPrecision => Found == 0 ? 0 : (double)OnTruth / Found;
}

/// <summary>Compares a survey of the demo with its truth.</summary>
internal static class DemoTruth
{
    public static DemoScore Compare(WorkspaceStore store, string surveyId, string truthFile)
    {
        var detections = store.Layer("detections")
            .Items(ItemsRequest.Everything with { Matching = new Dictionary<string, string> { ["survey_id"] = surveyId } }).ToList();
        var truth = VectorFile.Read(truthFile).Features;
        return new DemoScore([.. ClassCatalogue.Standard.Reported.Select(name =>
        {
            var real = truth.Where(feature => (string?)feature.Attributes["class"] == name).ToList();
            Geometry[] heldOut = [.. real.Where(feature => (string?)feature.Attributes["split"] == "test").Select(feature => feature.Geometry!)];
            Geometry[] found = [.. detections.Where(detection => (string?)detection.Properties["class"] == name).Select(detection => detection.Geometry!)];
            ObjectAccuracy all = ObjectAccuracy.Of(found, [.. real.Select(feature => feature.Geometry!)]);
            return new DemoClassScore(name, found.Length, real.Count, all.TrueHit, heldOut.Length, ObjectAccuracy.Of(found, heldOut).TrueHit, all.FoundOnTruth, all.MatchedAtHalf);
        })]);
    }
}
