using System.Diagnostics;
using System.Text.Json;
using Geo.Testing;

namespace Geo.Jobs.Tests;

/// <summary>The real program in a process of its own.</summary>
internal sealed class Geowfc(string workspace)
{
    private static readonly string Dll = Path.Combine(AppContext.BaseDirectory, "geowfc.dll");

    public string Workspace { get; } = workspace;

    /// <summary>On a copy of the small demo.</summary>
    public static Geowfc OnDemo(string workspace)
    {
        SmallDemo.CopyTo(workspace);
        return new Geowfc(workspace);
    }

    public sealed record Answer(int Code, string Output, string Errors)
    {
        public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Output);
    }

    public Answer Run(params string[] arguments) => Run(new Dictionary<string, string>(), arguments);

    public Answer Run(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using Process process = Start(environment, arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(8)))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"geowfc {string.Join(' ', arguments)} did not end: {errors.Result}");
        }

        return new Answer(process.ExitCode, output.Result, errors.Result);
    }

    /// <summary>Runs and expects the exit code 0.</summary>
    public Answer Done(params string[] arguments)
    {
        Answer answer = Run(arguments);
        Assert.True(answer.Code == 0, $"geowfc {string.Join(' ', arguments)} ended with {answer.Code}: {answer.Errors}{answer.Output}");
        return answer;
    }

    /// <summary>Runs with one line on stdin.</summary>
    public Answer Typed(string line, params string[] arguments)
    {
        using Process process = Start(new Dictionary<string, string>(), typed: true, arguments);
        process.StandardInput.WriteLine(line);
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        return new Answer(process.ExitCode, output.Result, errors.Result);
    }

    public Process Start(IReadOnlyDictionary<string, string> environment, params string[] arguments) => Start(environment, typed: false, arguments);

    private Process Start(IReadOnlyDictionary<string, string> environment, bool typed, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = typed };
        foreach (string argument in (string[])["exec", Dll, .. arguments, "--workspace", Workspace])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Every layer without what differs from run to run: ids of runs and surveys, and the times of writing.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Layers()
    {
        string[] names = ["mine-sites", "dumps", "detections", "observations", "towns", "rivers", "sensitive-areas", "key-control-areas", "surveys", "site-history"];
        string[] volatileNames = ["run_id", "survey_id", "surveyed_at", "class_raster", "id", "track_id", "proposed_at", "status_at", "created_at", "started_at", "ended_at", "revision", "valid_from", "valid_to", "decided_at", "ranked_at", "volume_id"];
        var layers = new Dictionary<string, IReadOnlyList<string>>();
        foreach (string name in names)
        {
            string file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.geojson");
            Done("export", name, file, "--quiet");
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file));
            File.Delete(file);
            layers[name] = [.. document.RootElement.GetProperty("features").EnumerateArray().Select(feature =>
                string.Join(';', feature.GetProperty("properties").EnumerateObject()
                    .Where(property => !volatileNames.Contains(property.Name)).OrderBy(property => property.Name, StringComparer.Ordinal)
                    .Select(property => $"{property.Name}={property.Value}")) + feature.GetProperty("geometry")).Order(StringComparer.Ordinal)];
        }

        return layers;
    }
}
