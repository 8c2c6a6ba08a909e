using Geo.Core.Classification;
using Geo.Core.Detection;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tests.Detection;

public class ObjectStageTrainerTests
{
    private static readonly string[] Reported = ["stockpile", "unrestored_pit"];
    private static readonly string[] Names = [.. ObjectAttributes.OnlyFor];

    [Fact]
    public void Small_and_unsure_candidates_are_dropped_and_nearly_all_true_ones_kept()
    {
        var candidates = Mixed("stockpile", trues: 60, falses: 60, seed: 1);
        var rule = ObjectStageTrainer.Learn(candidates, Reported, Names)!.Classes["stockpile"];
        Assert.Equal((60, 60), (rule.TrueObjects, rule.FalseObjects));
        Assert.InRange(rule.KeptTrue, 0.9, 1);
        Assert.InRange(rule.KeptFalse, 0, 0.5);
        // Ground that it was not learned on, drawn from the same.
        var others = Mixed("stockpile", 400, 400, seed: 2);
        double Kept(bool isTrue) => others.Where(c => c.TrueArea >= 0 == isTrue).Average(c => Of(rule, c) >= rule.Threshold ? 1.0 : 0);
        Assert.InRange(Kept(true), 0.85, 1);
        Assert.InRange(Kept(false), 0, 0.5);
    }

    [Fact]
    public void Larger_and_surer_never_speaks_against_an_object()
    {
        // Here false alarms are the larger ones: a rule free to say so would drop what a bureau must not miss.
        var candidates = Mixed("stockpile", 30, 30, seed: 3).Select(c => c with { TrueArea = c.TrueArea < 0 ? c.GetHashCode() & 0xffff : -1 }).ToList();
        var rule = ObjectStageTrainer.Learn(candidates, Reported, Names)!.Classes["stockpile"];
        Assert.All(rule.Weights!.Values, w => Assert.True(w >= 0));
    }

    [Fact]
    public void Too_few_objects_of_a_class_are_learned_with_the_others_and_too_few_at_all_not()
    {
        var few = Mixed("unrestored_pit", 4, 4, seed: 5);
        Assert.Null(ObjectStageTrainer.Learn(few, Reported, Names));
        var stage = ObjectStageTrainer.Learn([.. few, .. Mixed("stockpile", 30, 30, seed: 6)], Reported, Names)!;
        Assert.Equal(34, stage.Classes["unrestored_pit"].TrueObjects);
        Assert.Equal(30, stage.Classes["stockpile"].TrueObjects);
    }

    [Fact]
    public void Ground_that_nobody_labelled_stands_for_the_false_alarms_though_some_of_it_is_true()
    {
        var labelled = Mixed("stockpile", trues: 40, falses: 0, seed: 9);
        var elsewhere = Mixed("stockpile", trues: 60, falses: 400, seed: 10).Select(c => c with { TrueArea = LabelledCandidate.Unlabelled });
        var rule = ObjectStageTrainer.Learn([.. labelled, .. elsewhere], Reported, Names)!.Classes["stockpile"];
        Assert.Equal((40, 0, 460), (rule.TrueObjects, rule.FalseObjects, rule.UnlabelledObjects));
        var others = Mixed("stockpile", 400, 400, seed: 11);
        double Kept(bool isTrue) => others.Where(c => c.TrueArea >= 0 == isTrue).Average(c => Of(rule, c) >= rule.Threshold ? 1.0 : 0);
        Assert.InRange(Kept(true), 0.85, 1);
        Assert.InRange(Kept(false), 0, 0.3);
    }

    [Fact]
    public void Rules_on_cards_of_earlier_versions_weigh_their_three_attributes()
    {
        var rule = System.Text.Json.JsonSerializer.Deserialize<ObjectRule>(
            """{"Bias":-2.5,"AreaWeight":1,"MaximumWeight":0,"MeanWeight":0,"Threshold":0.5,"TrueObjects":20,"FalseObjects":20,"KeptTrue":1,"KeptFalse":0}""")!;
        Assert.Null(rule.Weights);
        Assert.Equal(0.5, rule.Of(new SquareMetres(Math.Pow(10, 2.5)), 0.9, 0.8), 1e-12);
    }

    private static double Of(ObjectRule rule, LabelledCandidate one) => rule.Of(Names, one.Attributes);

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
                isTrue ? i + 1000 * name.Length : LabelledCandidate.False, i % 4, [Math.Log10(area.Value), Math.Min(1, mean + 0.1), mean]);
        }

        return [.. Enumerable.Range(0, trues).Select(i => One(true, i)), .. Enumerable.Range(0, falses).Select(i => One(false, i))];
    }
}
