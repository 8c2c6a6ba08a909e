using Geo.Core.Classification;
using Geo.Core.Classification.Objects;
using Geo.Core.Demo;
using Geo.Core.Detection;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tests.Detection;

/// <summary>
/// An unseen district with greenhouses, which no label and no other district of the demo has: to the model they are bright heaps. Its
/// candidates are measured once; second stages are then compared by what they keep.
/// </summary>
internal sealed class ReviewedDistrict : IDisposable
{
    private static readonly string[] Reported = ["stockpile", "unrestored_pit"];

    private readonly UnseenDistrict _district;
    private readonly (string Class, Geometry Place)[] _truth;
    private readonly bool[] _isTrue;

    public ReviewedDistrict(string folder, ulong seed, ForestModel model)
    {
        _district = UnseenDistrict.Make(folder, seed, DemoSize.Small, WithGreenhouses(DemoParameters.Load()));
        Candidates = new ObjectVerdicts(model).Measure(_district.Source, new SurveyOptions(), null, default);
        _truth = [.. _district.Truth.Where(t => Reported.Contains(t.Class))];
        _isTrue = [.. Candidates.Select(c => _truth.Any(t => t.Class == c.Polygon.Class && Meets(c, t.Place)))];
    }

    public IReadOnlyList<Candidate> Candidates { get; }

    /// <summary>Film over crops: bright from the blue to the near infrared, with the film's and the plants' water in the short waves. No value was measured.</summary>
    private static DemoParameters WithGreenhouses(DemoParameters parameters) => parameters with
    {
        Towns = [.. parameters.Towns.Select((t, i) => i == 0 ? t with { Centre = [110.055, 40.566], RadiusMetres = 1500, StreetAngle = [0.8, 0.6] } : t)],
        Strangers = [40, 40],
        Materials = [.. parameters.Materials, new Material("greenhouse", 0.07f, 0.12f, [.19f, .215f, .235f, .255f, .285f, .30f, .31f, .315f, .235f, .165f])],
    };

    /// <summary>
    /// Fifty reviews in five rounds. In each the eight most doubtful detections as the review list has them, and of what the second stage
    /// dropped the two likeliest. Of the answers a share is wrong.
    /// </summary>
    public Dictionary<int, bool> Review(ObjectStage stage, double wrong, ulong seed)
    {
        var said = new Dictionary<int, bool>();
        for (int round = 0; round < 5; round++)
        {
            int[] open = [.. Enumerable.Range(0, Candidates.Count).Where(i => !said.ContainsKey(i))];
            int[] next = [.. open.Where(i => Keeps(stage, i)).OrderBy(i => Math.Abs(2 * ScoreOf(stage, i) - 1)).Take(8),
                .. open.Where(i => !Keeps(stage, i)).OrderByDescending(i => ScoreOf(stage, i)).Take(2)];
            foreach (int i in next) said[i] = _isTrue[i] != SplitMix64.Unit(ref seed) < wrong;
        }

        return said;
    }

    public ObjectVerdict Verdict(int i, bool yes) => new(Candidates[i].Polygon.Class, Candidates[i].Polygon.Geometry, yes);

    /// <summary>What the stage keeps, with what was confirmed and without what was rejected.</summary>
    public Tally Score(ObjectStage stage, Dictionary<int, bool>? said) =>
        Of([.. Enumerable.Range(0, Candidates.Count).Where(i => said is not null && said.TryGetValue(i, out bool yes) ? yes : Keeps(stage, i))], _truth);

    /// <summary>The same without anything that was looked at, and without the true objects under it.</summary>
    public Tally Aside(ObjectStage stage, Dictionary<int, bool> said) =>
        Of([.. Enumerable.Range(0, Candidates.Count).Where(i => !said.ContainsKey(i) && Keeps(stage, i))],
            [.. _truth.Where(t => !said.Keys.Any(i => Candidates[i].Polygon.Class == t.Class && Meets(Candidates[i], t.Place)))]);

    public void Dispose() => _district.Dispose();

    private static bool Meets(Candidate c, Geometry place) => ObjectAccuracy.Of([c.Polygon.Geometry], [place]).FoundOnTruth > 0;

    private double ScoreOf(ObjectStage stage, int i) => stage.File!.Trees[Candidates[i].Polygon.Class].Of(Candidates[i].Attributes);

    private bool Keeps(ObjectStage stage, int i) => ScoreOf(stage, i) >= stage.Classes[Candidates[i].Polygon.Class].Threshold;

    private Tally Of(int[] kept, (string Class, Geometry Place)[] truth)
    {
        var sum = new Tally();
        foreach (string name in Reported)
        {
            int[] own = [.. kept.Where(i => Candidates[i].Polygon.Class == name)];
            var told = ObjectAccuracy.Of([.. own.Select(i => Candidates[i].Polygon.Geometry)], [.. truth.Where(t => t.Class == name).Select(t => t.Place)]);
            sum = sum.And(new Tally(told.Found, own.Count(i => _isTrue[i]), told.True, told.TrueHit));
        }

        return sum;
    }

    /// <summary>Objects found, those of them that are right, true objects, those of them that were hit.</summary>
    internal sealed record Tally(int Found = 0, int Right = 0, int All = 0, int Hit = 0)
    {
        public double Precision => Right / (double)Found;

        public double Recall => Hit / (double)All;

        public Tally And(Tally other) => new(Found + other.Found, Right + other.Right, All + other.All, Hit + other.Hit);

        public override string ToString() => FormattableString.Invariant($"precision {Precision:0.000} ({Right}/{Found}), recall {Recall:0.000} ({Hit}/{All})");
    }
}
