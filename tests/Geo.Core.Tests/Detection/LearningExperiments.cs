using Geo.Core.Classification;
using Geo.Core.Classification.Objects;
using Geo.Core.Demo;
using Geo.Core.Detection;
using Geo.Core.Predictors;
using Geo.Testing;
using Xunit.Abstractions;

namespace Geo.Core.Tests.Detection;

public sealed class LearningExperiments(ITestOutputHelper output)
{
    private static readonly string Kept = "/tmp/wt-learning-model3";

    private static readonly double Wrong = double.Parse(Environment.GetEnvironmentVariable("WFC_WRONG") ?? "0.05", System.Globalization.CultureInfo.InvariantCulture);

    private static void Say(string line)
    {
        File.AppendAllText("/tmp/wt-learning-log.txt", line + "\n");
    }

    internal static DemoParameters Unseen(DemoParameters parameters, string kind, int count)
    {
        Material stranger = kind switch
        {
            "film" => new Material("film", 0.07f, 0.12f, [.20f, .225f, .245f, .26f, .275f, .285f, .295f, .30f, .255f, .20f]),
            "gravel" => new Material("gravel", 0.07f, 0.18f, [.142f, .17f, .20f, .214f, .222f, .229f, .237f, .243f, .268f, .236f]),
            "greenhouse" => new Material("greenhouse", 0.07f, 0.12f, [.19f, .215f, .235f, .255f, .285f, .30f, .31f, .315f, .235f, .165f]),
            "salt" => new Material("salt", 0.06f, 0.08f, [.30f, .325f, .345f, .35f, .35f, .35f, .345f, .34f, .22f, .16f]),
            _ => new Material("solar", 0.06f, 0.14f, [.075f, .08f, .083f, .088f, .10f, .108f, .115f, .12f, .135f, .125f]),
        };
        return parameters with
        {
            Towns = [.. parameters.Towns.Select((t, i) => i == 0 ? t with { Centre = [110.055, 40.566], RadiusMetres = 1500, StreetAngle = [0.8, 0.6] } : t)],
            Strangers = [count, count], Materials = [.. parameters.Materials, stranger],
        };
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Base()
    {
        using var folder = new TemporaryFolder();
        var parameters = DemoParameters.Load();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        if (!File.Exists(Kept + "/model/card.json"))
        {
            using var known = UnseenDistrict.Make(folder.File("known"), 3, DemoSize.Full, parameters);
            Say($"known {watch.Elapsed.TotalSeconds:0}");
            var samples = SampleSet.Take(known.Source, PredictorSet.Of(known.Source.Roles, PredictorDeclaration.Named("season-1")), known.Labels, new SampleOptions(), default);
            Say($"samples {watch.Elapsed.TotalSeconds:0}");
            var trained = ForestTrainer.Train(samples, new TrainingOptions { Algorithms = [ForestAlgorithm.LightGbm] }, TimeProvider.System, null, default);
            Say($"trained {watch.Elapsed.TotalSeconds:0}");
            trained.With(ObjectStageTrainer.Learn(known.Source, known.Labels, trained, new SurveyOptions(), default)).Save(Kept + "/model");
            samples.Save(Kept + "/model");
            Say($"second stage {watch.Elapsed.TotalSeconds:0}");
        }

        var model = ForestModel.Load(Kept + "/model");
        foreach (string kind in (Environment.GetEnvironmentVariable("WFC_KINDS") ?? "greenhouse").Split(','))
        {
            ulong seed = 2;
            watch.Restart();
            using var district = UnseenDistrict.Make(folder.File($"d-{kind}"), seed, DemoSize.Small, Unseen(parameters, kind, 40));
            double made = watch.Elapsed.TotalSeconds;
            var found = Surveyor.Run(district.Source, model, new SurveyOptions(), null, default);
            Say($"{kind} seed {seed}: {district.Score(found)} doubtful {found.Doubtful.Count}; made {made:0} surveyed {watch.Elapsed.TotalSeconds - made:0}");
        }

        output.WriteLine("done");
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Refining()
    {
        using var folder = new TemporaryFolder();
        var parameters = DemoParameters.Load();
        var model = ForestModel.Load(Kept + "/model");
        string kind = Environment.GetEnvironmentVariable("WFC_KIND") ?? "gravel";
        ulong[] seeds = [.. (Environment.GetEnvironmentVariable("WFC_SEEDS") ?? "2,6,7").Split(',').Select(s => ulong.Parse(s, System.Globalization.CultureInfo.InvariantCulture))];
        string[] policies = (Environment.GetEnvironmentVariable("WFC_POLICIES") ?? "near,kept,room").Split(',');
        int count = int.Parse(Environment.GetEnvironmentVariable("WFC_COUNT") ?? "40", System.Globalization.CultureInfo.InvariantCulture);
        var districts = seeds.Select(seed => new Ground(UnseenDistrict.Make(folder.File($"d-{seed}"), seed, DemoSize.Small, Unseen(parameters, kind, count)), model)).ToArray();
        Say($"== {kind} {count}");
        foreach (string named in policies)
        {
            string policy = named.Split(':')[0];
            ObjectStageLearning.ReviewWeight = named.Contains(':') ? double.Parse(named.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture) : 3;
            Tally before = new(), own = new(), rest0 = new(), rest1 = new(), other0 = new(), other1 = new();
            for (int d = 0; d < districts.Length; d++)
            {
                var watch = System.Diagnostics.Stopwatch.StartNew();
                var ground = districts[d];
                var random = new Random((int)seeds[d]);
                ObjectStage stage = model.Card!.Objects!;
                var said = new Dictionary<int, bool>();
                var verdicts = new ObjectVerdicts(model);
                for (int round = 0; round < 5; round++)
                {
                    foreach (int i in ground.Next(stage, policy, said, random).Take(10).ToArray())
                    {
                        said[i] = ground.IsTrue[i] != random.NextDouble() < Wrong;
                        verdicts.Take(ground.Candidates, [new ObjectVerdict(ground.Candidates[i].Polygon.Class, ground.Candidates[i].Polygon.Geometry, said[i])]);
                    }

                    if ((policy != "room" && policy != "mix") || round == 4) stage = verdicts.Learn();
                }

                double learned = watch.Elapsed.TotalSeconds;
                var told = verdicts.Compare(default);
                before = before.And(ground.Score(model.Card.Objects!, null));
                own = own.And(ground.Score(stage, said));
                rest0 = rest0.And(ground.Rest(model.Card.Objects!, said));
                rest1 = rest1.And(ground.Rest(stage, said));
                var next = districts[(d + 1) % districts.Length];
                other0 = other0.And(next.Score(model.Card.Objects!, null));
                other1 = other1.And(next.Score(stage, null));
                Say($"{named} seed {seeds[d]}: yes {said.Values.Count(v => v)} no {said.Values.Count(v => !v)}; {ground.Score(model.Card.Objects!, null)} -> {ground.Score(stage, said)}; rest {ground.Rest(model.Card.Objects!, said)} -> {ground.Rest(stage, said)}; other {next.Score(model.Card.Objects!, null)} -> {next.Score(stage, null)}; {told.Verdict} {told.Blocks} blocks {told.OldScore:0.00} {told.NewScore:0.00} [{told.Lower:0.00} {told.Upper:0.00}]; learn {learned:0} compare {watch.Elapsed.TotalSeconds - learned:0} s");
            }

            Say($"{named} TOGETHER {before} -> own {own}; rest {rest0} -> {rest1}; other {other0} -> {other1}");
        }

        foreach (var one in districts) one.District.Dispose();
        output.WriteLine("done");
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Retraining()
    {
        using var folder = new TemporaryFolder();
        var parameters = DemoParameters.Load();
        var model = ForestModel.Load(Kept + "/model");
        string Env(string name, string usual) => Environment.GetEnvironmentVariable(name) ?? usual;
        string kind = Env("WFC_KIND", "gravel"), policy = Env("WFC_POLICIES", "room");
        ulong[] seeds = [.. Env("WFC_SEEDS", "2,6,7").Split(',').Select(s => ulong.Parse(s, System.Globalization.CultureInfo.InvariantCulture))];
        int count = int.Parse(Env("WFC_COUNT", "40"), System.Globalization.CultureInfo.InvariantCulture);
        bool reasons = Env("WFC_REASONS", "1") == "1";
        using var known = UnseenDistrict.Make(folder.File("known"), 3, DemoSize.Full, parameters);
        var knownLabels = known.Labels;
        var labels = SampleSet.Take(known.Source, model.Predictors, knownLabels, new SampleOptions(), default);
        var districts = seeds.Select(seed => new Ground(UnseenDistrict.Make(folder.File($"d-{seed}"), seed, DemoSize.Small, Unseen(parameters, kind, count)), model)).ToArray();
        Say($"== retraining {kind} {count} {policy} reasons {reasons}");
        Tally before = new(), own = new(), own2 = new(), rest0 = new(), rest1 = new(), rest2 = new(), other0 = new(), other1 = new(), other2 = new();
        for (int d = 0; d < districts.Length; d++)
        {
            var watch = System.Diagnostics.Stopwatch.StartNew();
            var ground = districts[d];
            var random = new Random((int)seeds[d]);
            ObjectStage stage = model.Card!.Objects!;
            var said = new Dictionary<int, bool>();
            for (int round = 0; round < 5; round++)
            {
                foreach (int i in ground.Next(stage, policy, said, random).Take(10).ToArray()) said[i] = ground.IsTrue[i] != random.NextDouble() < Wrong;
            }

            var areas = said.Select(v => ground.Label(v.Key, v.Value, reasons)).ToArray();
            var reviewed = SampleSet.Take(ground.District.Source, model.Predictors, areas, new SampleOptions(), default);
            var joined = SampleSet.Join([labels, reviewed]);
            var trained = ForestTrainer.Train(joined, new TrainingOptions { Algorithms = [ForestAlgorithm.LightGbm] }, TimeProvider.System, null, default);
            double fitted = watch.Elapsed.TotalSeconds;
            var comparison = Geo.Core.Classification.Training.ModelComparison.Of(joined, trained, model, labels, joined, null, default);
            double compared = watch.Elapsed.TotalSeconds;
            var plain = new ForestModel(trained.Model.Classes, trained.Model.Predictors, trained.Model.Forest) { Card = trained.Card with { Objects = ObjectStageTrainer.Learn(known.Source, knownLabels, trained, new SurveyOptions(), default) } };
            double staged = watch.Elapsed.TotalSeconds;
            var again = new Ground(ground.District, plain);
            var nextDistrict = districts[(d + 1) % districts.Length];
            var nextAgain = new Ground(nextDistrict.District, plain);
            var verdicts = new ObjectVerdicts(plain);
            int taken = verdicts.Take(again.Candidates, [.. said.Select(v => new ObjectVerdict(ground.Candidates[v.Key].Polygon.Class, ground.Candidates[v.Key].Polygon.Geometry, v.Value))]);
            var both = verdicts.Learn();
            var places = said.Select(v => (ground.Candidates[v.Key].Polygon, v.Value)).ToArray();
            Tally o0 = ground.Score(model.Card.Objects!, null), o1 = again.Applied(plain.Card!.Objects!, places), o2 = again.Applied(both, places);
            Tally r0 = ground.Aside(model.Card.Objects!, places), r1 = again.Aside(plain.Card.Objects!, places), r2 = again.Aside(both, places);
            Tally x0 = nextDistrict.Score(model.Card.Objects!, null), x1 = nextAgain.Score(plain.Card.Objects!, null), x2 = nextAgain.Score(both, null);
            (before, own, own2) = (before.And(o0), own.And(o1), own2.And(o2));
            (rest0, rest1, rest2) = (rest0.And(r0), rest1.And(r1), rest2.And(r2));
            (other0, other1, other2) = (other0.And(x0), other1.And(x1), other2.And(x2));
            Say($"seed {seeds[d]}: yes {said.Values.Count(v => v)} no {said.Values.Count(v => !v)}, labels {string.Join(' ', areas.CountBy(a => a.Label).Select(c => $"{c.Key}:{c.Value}"))}; own {o0} -> {o1} / {o2} (taken {taken}); rest {r0} -> {r1} / {r2}; other {x0} -> {x1} / {x2}; {comparison.Verdict} {comparison.Blocks} blocks {comparison.OldScore:0.000} {comparison.NewScore:0.000} [{comparison.Lower:0.000} {comparison.Upper:0.000}]; fit {fitted:0} compare {compared - fitted:0} stage {staged - compared:0} all {watch.Elapsed.TotalSeconds:0} s");
        }

        Say($"TOGETHER own {before} -> {own} / {own2}; rest {rest0} -> {rest1} / {rest2}; other {other0} -> {other1} / {other2}");
        foreach (var one in districts) one.District.Dispose();
        output.WriteLine("done");
    }

    private sealed record Tally(int Found = 0, int Right = 0, int All = 0, int Hit = 0)
    {
        public Tally And(Tally other) => new(Found + other.Found, Right + other.Right, All + other.All, Hit + other.Hit);

        public override string ToString() => FormattableString.Invariant($"P {Right / (double)Found:0.000} ({Right}/{Found}) R {Hit / (double)All:0.000} ({Hit}/{All})");
    }

    private sealed class Ground
    {
        public Ground(UnseenDistrict district, ForestModel model)
        {
            District = district;
            Candidates = new ObjectVerdicts(model).Measure(district.Source, new SurveyOptions(), null, default);
            Truth = [.. district.Truth];
            IsTrue = [.. Candidates.Select(c => Truth.Any(t => t.Class == c.Polygon.Class && Meets(c, t.Place)))];
        }

        public UnseenDistrict District { get; }

        public IReadOnlyList<Candidate> Candidates { get; }

        public bool[] IsTrue { get; }

        private (string Class, NetTopologySuite.Geometries.Geometry Place)[] Truth { get; }

        private static bool Meets(Candidate c, NetTopologySuite.Geometries.Geometry place) => ObjectAccuracy.Of([c.Polygon.Geometry], [place]).FoundOnTruth > 0;

        public double ScoreOf(ObjectStage stage, int i) => stage.File!.Trees[Candidates[i].Polygon.Class].Of(Candidates[i].Attributes);

        public bool Keeps(ObjectStage stage, int i) => ScoreOf(stage, i) >= stage.Classes[Candidates[i].Polygon.Class].Threshold;

        public IEnumerable<int> Next(ObjectStage stage, string policy, Dictionary<int, bool> said, Random random)
        {
            var open = Enumerable.Range(0, Candidates.Count).Where(i => !said.ContainsKey(i));
            return policy switch
            {
                "near" => open.OrderBy(i => Math.Abs(Logit(ScoreOf(stage, i)) - Logit(stage.Classes[Candidates[i].Polygon.Class].Threshold))),
                "kept" => open.Where(i => Keeps(stage, i)).OrderBy(i => ScoreOf(stage, i)),
                "room" => open.Where(i => Keeps(stage, i)).OrderBy(i => Math.Abs(2 * ScoreOf(stage, i) - 1)),
                "mix" => open.Where(i => Keeps(stage, i)).OrderBy(i => Math.Abs(2 * ScoreOf(stage, i) - 1)).Take(8).Concat(open.Where(i => !Keeps(stage, i)).OrderByDescending(i => ScoreOf(stage, i)).Take(2)),
                "roomr" => open.Where(i => Keeps(stage, i)).OrderBy(i => Math.Abs(2 * ScoreOf(stage, i) - 1)),
                _ => open.Where(i => Keeps(stage, i)).OrderBy(_ => random.Next()),
            };
        }

        public Tally Score(ObjectStage stage, Dictionary<int, bool>? said) =>
            Of([.. Enumerable.Range(0, Candidates.Count).Where(i => said is not null && said.TryGetValue(i, out bool yes) ? yes : Keeps(stage, i))], Truth);

        public LabelledArea Label(int i, bool yes, bool reasons)
        {
            var c = Candidates[i];
            var toGrid = Geo.Core.Crs.GeometryTransform.Of(Geo.Core.Crs.WellKnown.Crs84, District.Source.Grid.Crs);
            var shape = toGrid(c.Polygon.Geometry);
            var shrunk = shape.Buffer(-10);
            if (shrunk.IsEmpty) shrunk = shape;
            var middle = c.Polygon.Geometry.InteriorPoint;
            return new LabelledArea(yes ? c.Polygon.Class : reasons ? District.CoverOf(shape) : "not_target", shrunk, middle.X, middle.Y);
        }

        private static bool Touches(Candidate c, (DetectionPolygon Polygon, bool Yes) said) => ObjectAccuracy.Of([c.Polygon.Geometry], [said.Polygon.Geometry]).FoundOnTruth > 0;

        // What was confirmed counts as it was, what was rejected not; what the new model finds there is passed over.
        public Tally Applied(ObjectStage stage, IReadOnlyList<(DetectionPolygon Polygon, bool Yes)> said)
        {
            int[] kept = [.. Enumerable.Range(0, Candidates.Count).Where(i => Keeps(stage, i) && !said.Any(s => Touches(Candidates[i], s)))];
            DetectionPolygon[] all = [.. kept.Select(i => Candidates[i].Polygon), .. said.Where(s => s.Yes).Select(s => s.Polygon)];
            return Told(all, Truth);
        }

        public Tally Aside(ObjectStage stage, IReadOnlyList<(DetectionPolygon Polygon, bool Yes)> said) => Told(
            [.. Enumerable.Range(0, Candidates.Count).Where(i => Keeps(stage, i) && !said.Any(s => Touches(Candidates[i], s))).Select(i => Candidates[i].Polygon)],
            [.. Truth.Where(t => !said.Any(s => ObjectAccuracy.Of([s.Polygon.Geometry], [t.Place]).FoundOnTruth > 0))]);

        private static Tally Told(DetectionPolygon[] kept, (string Class, NetTopologySuite.Geometries.Geometry Place)[] truth)
        {
            var sum = new Tally();
            foreach (string name in new[] { "stockpile", "unrestored_pit" })
            {
                var told = ObjectAccuracy.Of([.. kept.Where(k => k.Class == name).Select(k => k.Geometry)], [.. truth.Where(t => t.Class == name).Select(t => t.Place)]);
                sum = sum.And(new Tally(told.Found, told.FoundOnTruth, told.True, told.TrueHit));
            }

            return sum;
        }

        // Neither what was looked at nor the true objects that it lies on.
        public Tally Rest(ObjectStage stage, Dictionary<int, bool> said) =>
            Of([.. Enumerable.Range(0, Candidates.Count).Where(i => !said.ContainsKey(i) && Keeps(stage, i))],
                [.. Truth.Where(t => !said.Keys.Any(i => Candidates[i].Polygon.Class == t.Class && Meets(Candidates[i], t.Place)))]);

        private Tally Of(int[] kept, (string Class, NetTopologySuite.Geometries.Geometry Place)[] truth)
        {
            var sum = new Tally();
            foreach (string name in new[] { "stockpile", "unrestored_pit" })
            {
                var told = ObjectAccuracy.Of([.. kept.Where(i => Candidates[i].Polygon.Class == name).Select(i => Candidates[i].Polygon.Geometry)], [.. truth.Where(t => t.Class == name).Select(t => t.Place)]);
                sum = sum.And(new Tally(told.Found, kept.Count(i => Candidates[i].Polygon.Class == name && IsTrue[i]), told.True, told.TrueHit));
            }

            return sum;
        }
    }

    private static double Logit(double score) => Math.Log((score + 0.002) / (1.002 - score));
}
