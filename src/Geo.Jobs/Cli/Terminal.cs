using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;

namespace Geo.Jobs.Cli;

/// <summary>Where a command speaks: results to stdout, messages and progress to stderr.</summary>
internal sealed class Terminal(bool json, bool quiet, string lang)
{
    public static readonly JsonSerializerOptions JsonStyle = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    private readonly IAnsiConsole _errors = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    /// <summary>True where stdout is to hold one JSON document and nothing else.</summary>
    public bool Json { get; } = json;

    /// <summary>Picks the sentence of the language asked for.</summary>
    public string Say(string zh, string en) => lang == "zh" ? zh : en;

    /// <summary>A message to stderr.</summary>
    public void Message(string text)
    {
        if (!quiet)
        {
            Console.Error.WriteLine(text);
        }
    }

    /// <summary>The result: the JSON document, or the lines made from it for a person.</summary>
    public void Result(object document, Action<TextWriter> forPeople)
    {
        if (Json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(document, JsonStyle));
        }
        else
        {
            forPeople(Console.Out);
        }
    }

    /// <summary>A list: a JSON array, or a table with the members' names as heads.</summary>
    public void Rows(IReadOnlyList<IReadOnlyDictionary<string, object?>> rows)
    {
        Result(rows, output =>
        {
            if (rows.Count == 0)
            {
                return;
            }

            string[] heads = [.. rows[0].Keys];
            string[][] cells = [.. rows.Select(row => heads.Select(head => Cell(row.GetValueOrDefault(head))).ToArray())];
            int[] widths = [.. heads.Select((head, i) => Math.Max(head.Length, cells.Max(row => row[i].Length)))];
            output.WriteLine(Line(heads, widths));
            foreach (string[] row in cells)
            {
                output.WriteLine(Line(row, widths));
            }
        });
    }

    /// <summary>Runs long work under a progress bar on a terminal, with a plain line at each tenth elsewhere.</summary>
    public async Task<T> WithProgress<T>(string title, Func<IProgress<double>, Task<T>> work)
    {
        if (quiet || Json)
        {
            return await work(new PlainProgress(null, title));
        }

        if (!_errors.Profile.Capabilities.Interactive || Console.IsErrorRedirected)
        {
            return await work(new PlainProgress(Console.Error, title));
        }

        return await _errors.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask(Markup.Escape(title), maxValue: 1);
                T result = await work(new BarProgress(bar));
                bar.Value = 1;
                return result;
            });
    }

    private static string Cell(object? value) => value switch
    {
        null => "",
        double number => number.ToString("0.######", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string Line(string[] cells, int[] widths) =>
        string.Join("  ", cells.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd();

    private sealed class BarProgress(ProgressTask bar) : IProgress<double>
    {
        public void Report(double value) => bar.Value = value;
    }

    private sealed class PlainProgress(TextWriter? output, string title) : IProgress<double>
    {
        private int _tenth = -1;

        public void Report(double value)
        {
            int tenth = (int)(Math.Clamp(value, 0, 1) * 10);
            if (Interlocked.Exchange(ref _tenth, tenth) < tenth)
            {
                output?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{title} {tenth * 10} %"));
            }
        }
    }
}
