using Geo.Core.Classification.Objects;
using Geo.Testing;

namespace Geo.Core.Tests.Classification.Objects;

public class ObjectStageLearningTests
{
    private static readonly string[] Reported = ["stockpile", "unrestored_pit"];
    private static readonly string[] Names = ["log_area_m2", "probability_max", "probability_mean"];

    [Fact]
    public void Small_and_unsure_candidates_are_dropped_and_nearly_all_true_ones_kept()
    {
        var stage = Learn(Mixed("stockpile", trues: 60, falses: 60, seed: 1))!;
        var rule = stage.Classes["stockpile"];
        Assert.Equal((60, 60, 0), (rule.TrueObjects, rule.FalseObjects, rule.SetAside));
        Assert.InRange(rule.KeptTrue, 0.85, 0.98);
        Assert.InRange(rule.KeptFalse, 0, 0.5);
        // Ground that it was not learned on, drawn from the same.
        AssertKept(stage, Mixed("stockpile", 400, 400, seed: 2), 0.85, 0.5);
    }

    [Fact]
    public void Too_few_objects_of_a_class_are_learned_with_the_others_and_too_few_at_all_not()
    {
        var few = Mixed("unrestored_pit", 4, 4, seed: 5);
        Assert.Null(Learn(few));
        var stage = Learn([.. few, .. Mixed("stockpile", 30, 30, seed: 6)])!;
        Assert.Equal(34, stage.Classes["unrestored_pit"].TrueObjects);
        Assert.Equal(30, stage.Classes["stockpile"].TrueObjects);
        Assert.Equal(stage.Classes["stockpile"].Threshold, stage.Classes["unrestored_pit"].Threshold);
    }

    [Fact]
    public void Ground_that_nobody_labelled_stands_for_the_false_alarms_though_some_of_it_is_true()
    {
        var labelled = Mixed("stockpile", trues: 40, falses: 0, seed: 9);
        var elsewhere = Mixed("stockpile", trues: 60, falses: 400, seed: 10).Select(c => c with { TrueArea = ObjectSample.Unlabelled }).ToList();
        var stage = Learn([.. labelled, .. elsewhere])!;
        var rule = stage.Classes["stockpile"];
        Assert.Equal((40, 0, 460), (rule.TrueObjects, rule.FalseObjects, rule.UnlabelledObjects));
        // Most of the sixty true ones are set aside, and few of the four hundred others.
        Assert.InRange(rule.SetAside, 40, 110);
        AssertKept(stage, Mixed("stockpile", 400, 400, seed: 11), 0.85, 0.3);
    }

    [Fact]
    public void File_is_read_as_it_was_written_and_another_is_refused()
    {
        using var folder = new TemporaryFolder();
        var samples = Mixed("stockpile", 20, 20, seed: 12);
        var stage = Learn(samples)!;
        stage.File!.Write(folder.Path);
        var read = ObjectFile.Read(folder.Path, stage.Hash!);
        Assert.Equal(samples.Select(s => stage.File.Trees["stockpile"].Of(s.Attributes)), samples.Select(s => read.Trees["stockpile"].Of(s.Attributes)));
        Assert.Equal(samples.Select(s => (s.Class, s.TrueArea, s.Fold)), read.Samples.Select(s => (s.Class, s.TrueArea, s.Fold)));
        Assert.Equal(samples.SelectMany(s => s.Attributes), read.Samples.SelectMany(s => s.Attributes));

        byte[] bytes = File.ReadAllBytes(folder.File(ObjectFile.Name));
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(folder.File(ObjectFile.Name), bytes);
        Assert.Contains("not the file", Assert.Throws<InputException>(() => ObjectFile.Read(folder.Path, stage.Hash!)).Message, StringComparison.Ordinal);
        File.Delete(folder.File(ObjectFile.Name));
        Assert.Contains("missing", Assert.Throws<InputException>(() => ObjectFile.Read(folder.Path, stage.Hash!)).Message, StringComparison.Ordinal);
    }

    private static ObjectStage? Learn(IReadOnlyList<ObjectSample> samples) => ObjectStageLearning.Learn(samples, Reported, Names, 0.3);

    private static void AssertKept(ObjectStage stage, List<ObjectSample> others, double trues, double falses)
    {
        double Kept(bool isTrue) => others.Where(c => c.TrueArea >= 0 == isTrue)
            .Average(c => stage.File!.Trees["stockpile"].Of(c.Attributes) >= stage.Classes["stockpile"].Threshold ? 1.0 : 0);
        Assert.InRange(Kept(true), trues, 1);
        Assert.InRange(Kept(false), 0, falses);
    }

    // True objects are larger and surer, with overlap: log10 area 3.8 ± 0.5 against 3.0 ± 0.3, mean 0.70 ± 0.08 against 0.58 ± 0.05.
    private static List<ObjectSample> Mixed(string name, int trues, int falses, int seed)
    {
        var random = new Random(seed);
        double Normal(double mean, double deviation) => mean + deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        ObjectSample One(bool isTrue, int i)
        {
            double mean = Math.Clamp(isTrue ? Normal(0.70, 0.08) : Normal(0.58, 0.05), 0.5, 0.98);
            return new ObjectSample(name, isTrue ? i + 1000 * name.Length : ObjectSample.False, i % 4, [isTrue ? Normal(3.8, 0.5) : Normal(3.0, 0.3), Math.Min(1, mean + 0.1), mean]);
        }

        return [.. Enumerable.Range(0, trues).Select(i => One(true, i)), .. Enumerable.Range(0, falses).Select(i => One(false, i))];
    }
}
