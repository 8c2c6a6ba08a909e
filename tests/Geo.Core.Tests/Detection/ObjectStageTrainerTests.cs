using Geo.Core.Classification;
using Geo.Core.Detection;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tests.Detection;

public class ObjectStageTrainerTests
{
    private static readonly string[] Reported = ["stockpile", "unrestored_pit"];

    [Fact]
    public void Small_and_unsure_candidates_are_dropped_and_nearly_all_true_ones_kept()
    {
        var candidates = Mixed("stockpile", trues: 60, falses: 60, seed: 1);
        var rule = ObjectStageTrainer.Learn(candidates, Reported)!.Classes["stockpile"];
        Assert.Equal((60, 60), (rule.TrueObjects, rule.FalseObjects));
        Assert.InRange(rule.KeptTrue, 0.95, 1);
        Assert.InRange(rule.KeptFalse, 0, 0.5);
        // Ground that it was not learned on, drawn from the same.
        var others = Mixed("stockpile", 400, 400, seed: 2);
        double Kept(bool isTrue) => others.Where(c => c.TrueArea >= 0 == isTrue).Average(c => Of(rule, c) >= rule.Threshold ? 1.0 : 0);
        Assert.InRange(Kept(true), 0.9, 1);
        Assert.InRange(Kept(false), 0, 0.5);
    }

    [Fact]
    public void Larger_and_surer_never_speaks_against_an_object()
    {
        // Here false alarms are the larger ones: a rule free to say so would drop what a bureau must not miss.
        var candidates = Mixed("stockpile", 30, 30, seed: 3).Select(c => c with { TrueArea = c.TrueArea < 0 ? c.GetHashCode() & 0xffff : -1 }).ToList();
        var rule = ObjectStageTrainer.Learn(candidates, Reported)!.Classes["stockpile"];
        Assert.All(new[] { rule.AreaWeight, rule.MaximumWeight, rule.MeanWeight }, w => Assert.True(w >= 0));
    }

    [Fact]
    public void Too_few_objects_of_a_class_are_learned_with_the_others_and_too_few_at_all_not()
    {
        var few = Mixed("unrestored_pit", 4, 4, seed: 5);
        Assert.Null(ObjectStageTrainer.Learn(few, Reported));
        var stage = ObjectStageTrainer.Learn([.. few, .. Mixed("stockpile", 30, 30, seed: 6)], Reported)!;
        Assert.Equal(34, stage.Classes["unrestored_pit"].TrueObjects);
        Assert.Equal(30, stage.Classes["stockpile"].TrueObjects);
    }

    [Fact]
    public void Threshold_of_few_objects_leaves_room_for_the_next_one()
    {
        var few = ObjectStageTrainer.Learn(Mixed("stockpile", 12, 40, seed: 7), Reported)!.Classes["stockpile"];
        Assert.Equal(1, few.KeptTrue);
        var others = Mixed("stockpile", 1000, 1, seed: 8);
        Assert.InRange(others.Average(c => Of(few, c) >= few.Threshold ? 1.0 : 0), 0.85, 1);
    }

    private static double Of(ObjectRule rule, LabelledCandidate one) => rule.Of(one.Polygon.Area, one.Polygon.MaximumProbability, one.Polygon.Probability);

    // True objects are larger and surer, with overlap: log10 area 3.8 ± 0.5 against 3.0 ± 0.3, mean 0.70 ± 0.08 against 0.58 ± 0.05.
    private static List<LabelledCandidate> Mixed(string name, int trues, int falses, int seed)
    {
        var random = new Random(seed);
        double Normal(double mean, double deviation) => mean + deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        LabelledCandidate One(bool isTrue, int i)
        {
            double mean = Math.Clamp(isTrue ? Normal(0.70, 0.08) : Normal(0.58, 0.05), 0.5, 0.98);
            var area = new SquareMetres(Math.Pow(10, isTrue ? Normal(3.8, 0.5) : Normal(3.0, 0.3)));
            return new LabelledCandidate(
                new DetectionPolygon(name, new Point(110, 40.6).Buffer(0.001), mean, area, 10) { MaximumProbability = Math.Min(1, mean + 0.1) },
                isTrue ? i + 1000 * name.Length : -1, i % 4);
        }

        return [.. Enumerable.Range(0, trues).Select(i => One(true, i)), .. Enumerable.Range(0, falses).Select(i => One(false, i))];
    }
}
