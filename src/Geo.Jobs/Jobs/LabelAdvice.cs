using System.Text.Json;
using Geo.Core;
using Geo.Core.Classification;
using Geo.Core.Classification.Training;
using Geo.Core.Detection;
using Geo.Core.Store;

namespace Geo.Jobs.Jobs;

/// <summary>What the child process of a run of advice does: balance, suspects, learning curve, places to label next.</summary>
internal static class LabelAdvice
{
    // The shape of a curve shows with fewer trees, at a third of the time.
    private const int TreesOfCurve = 40;

    /// <summary>Writes the advice as JSON to <paramref name="into"/>. Where no model can be trained, it says why and gives the rest.</summary>
    /// <exception cref="InputException">Labels, scenes or the named model cannot be used.</exception>
    public static void Give(WorkspaceStore store, string runId, string into, TimeProvider time, IProgress<double> progress, CancellationToken cancel)
    {
        var parameters = JsonSerializer.Deserialize<AdviseParameters>(store.Runs.Get(runId).Parameters, JobTable.JsonStyle)!;
        ForestModel? named = parameters.Model is { } name ? ForestModel.Load(ModelShelf.Folder(store.Workspace, name)) : null;
        using var ground = new TrainingGround(store, parameters.Samples, parameters.LabelField, parameters.Scenes, null, new SampleOptions());
        SampleSet samples = ground.Take(cancel);
        var options = new TrainingOptions { Labels = ground.File, RunId = runId };
        var advice = new Advice(ClassBalance.Of(samples, ground.AreasM2, options.Folds), [], [],
            Remark.Of("learning_none", $"no learning curve: no model could be trained"), [], Notes(ground, samples));
        progress.Report(0.05);
        TrainedModel? trained = null;
        try
        {
            trained = ForestTrainer.Train(samples, options, time, new ProgressPart(progress, 0.05, 0.35), cancel);
        }
        catch (InputException cannot)
        {
            advice = Noted(advice, NotTrained(samples, cannot));
        }

        if (trained is not null) advice = Checked(advice, ground, samples, trained, options, new ProgressPart(progress, 0.4, 0.3), cancel);
        if ((named ?? trained?.Model) is { } model)
        {
            advice = advice with { Uncertain = Proposed(ground, model, new ProgressPart(progress, 0.7, 0.3), cancel) };
            int places = advice.Uncertain.Count;
            advice = Noted(advice, named is null
                ? Remark.Of("places_of_labels", $"{places} places to label next, where a model trained on these labels is least sure", ("places", places))
                : Remark.Of("places_of_model", $"{places} places to label next, where model {parameters.Model} is least sure", ("places", places), ("model", parameters.Model!)));
        }

        File.WriteAllText(into, JsonSerializer.Serialize(advice, JobTable.JsonStyle));
    }

    private static Advice Noted(Advice advice, Remark note) => advice with { NotesRemarks = [.. advice.NotesRemarks, note] };

    private static IReadOnlyList<Remark> Notes(TrainingGround ground, SampleSet samples)
    {
        int all = ground.Areas.Count, without = all - samples.AreasWithRows;
        return without == 0 ? [] :
        [
            Remark.Of("areas_without_pixels",
                $"{without} of {all} labelled areas give no pixel of data: they lie outside the scenes or under clouds, or their class has more pixels than are taken",
                ("without", without), ("areas", all)),
        ];
    }

    private static Remark NotTrained(SampleSet samples, InputException cannot)
    {
        FormattableString english = $"no model could be trained, so no label was checked: {cannot.Message}";
        return samples.Classes.Count == 1 ? Remark.Of("not_trained_one_class", english, ("class", samples.Classes[0]))
            : cannot.Field == "geometry" ? Remark.Of("not_trained_one_place", english)
            : Remark.Of("not_trained", english, ("reason", cannot.Message));
    }

    private static Advice Checked(
        Advice advice, TrainingGround ground, SampleSet samples, TrainedModel trained, TrainingOptions options, IProgress<double> progress, CancellationToken cancel)
    {
        IReadOnlyList<int> records = LabelledAreas.Records(ground.Layer);
        int notJudged = SampleCheck.NotJudged(samples, trained);
        LearningCurve curve = LearningCurve.Of(samples, Enum.Parse<ForestAlgorithm>(trained.Card.Algorithm), options with { Trees = TreesOfCurve }, progress, cancel);
        advice = advice with
        {
            Suspects = [.. SampleCheck.Of(samples, trained).Select(s => new SuspectArea(
                records[s.Area], s.Label, s.LooksLike, s.OwnProbability, s.OtherProbability, ground.Areas[s.Area].Longitude, ground.Areas[s.Area].Latitude))],
            LearningCurve = curve.Points,
            LearningAdviceRemark = curve.AdviceRemark,
        };
        return notJudged == 0 ? advice
            : Noted(advice, Remark.Of("areas_not_checked", $"{notJudged} areas were not checked: no area of their class lies in another block", ("areas", notJudged)));
    }

    private static IReadOnlyList<ProposedPlace> Proposed(TrainingGround ground, ForestModel model, IProgress<double> progress, CancellationToken cancel) =>
        [.. UncertainPlaces.Find(ground.Source, model, ground.Areas, new LabellingOptions(), progress, cancel).Select(p => new ProposedPlace(
            p.Longitude, p.Latitude, p.SizeM, p.First, p.Second, p.FirstProbability, p.SecondProbability, p.Doubt,
            [.. p.Square.Coordinates.Select(c => new[] { Math.Round(c.X, 7), Math.Round(c.Y, 7) })]))];
}
