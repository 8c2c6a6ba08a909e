using Geo.Core.Cases;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Geo.Core.Tests.Cases;

/// <summary>Cases and detections of the tests: squares of 0.001° whose lower left corner is (110 + col/1000, 40.5).</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 2, 0, 0, TimeSpan.Zero); // Monday, 10 o'clock in China

    public static Geometry Square(double col, double side = 1) => new WKTReader().Read(FormattableString.Invariant(
        $"POLYGON (({110 + col / 1000} 40.5, {110 + (col + side) / 1000} 40.5, {110 + (col + side) / 1000} {40.5 + side / 1000}, {110 + col / 1000} {40.5 + side / 1000}, {110 + col / 1000} 40.5))"));

    public static CaseFile Found(string id = "XS-2026-0001", double col = 0) => new(id, CaseState.Found, CaseKind.Suspected, CaseSource.Satellite, Square(col), "ecology_bureau", Start)
    {
        Class = "stockpile",
        AreaM2 = 9_400,
        DetectionId = "d1",
        TrackId = "track-d1",
        LastSeenAt = Start.AddDays(-3),
        DueAt = Deadlines.Of(CaseState.Found, CaseKind.Suspected, Start, CaseRules.Default, WorkingDays.Default),
    };

    public static CaseFile Do(CaseFile file, CaseStep step) => CaseSteps.After(file, step, CaseRules.Default, WorkingDays.Default, Units.Default);

    public static CaseStep Step(CaseAction action, double day, string? reason = null) => new(action, "张三", Start.AddDays(day)) { Reason = reason };

    public static CheckEvidence Check(double day, CaseVerdict? verdict = CaseVerdict.Waste, bool ground = true, double? metres = 5) => new($"check-{day}", Start.AddDays(day), ground, verdict, metres);

    /// <summary>Assigned on day 1, verified on day 4, handled on day 10.</summary>
    public static CaseFile Handled(double col = 0)
    {
        var file = Do(Found(col: col), Step(CaseAction.Assign, 1));
        file = Do(file, Step(CaseAction.Verify, 4) with { Verdict = CaseVerdict.Waste, Check = Check(3) });
        return Do(file, Step(CaseAction.Handle, 10, "清运至填埋场"));
    }

    public static CaseFile Closed(double col = 0) => Do(Handled(col), Step(CaseAction.Close, 14) with { Check = Check(12, CaseVerdict.NoWaste) });

    public static SeenPlace Seen(string id, double col, double day, double side = 1, string @class = "stockpile", double probability = 0.8, string? track = null, string? review = "candidate", string? listed = null, double? area = null, double? reviewedDay = null) =>
        new(id, @class, probability, area ?? 9_400 * side * side, Square(col, side), Start.AddDays(day), Start.AddDays(day + 1), track, listed, review, reviewedDay is { } d ? Start.AddDays(d) : null);
}
