using System.Text.Json;
using Geo.Core.Sites;

namespace Geo.Jobs.Schedule;

/// <summary>A task that recurs, as data/schedule.json describes it.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Cron">Its usual times.</param>
/// <param name="Paused">True where it waits until a person starts it.</param>
/// <param name="Title">Its title.</param>
/// <param name="About">What it does.</param>
public sealed record ScheduledTask(string Id, CronTimes Cron, bool Paused, Reason Title, Reason About)
{
    private static readonly Lazy<IReadOnlyList<ScheduledTask>> s_all = new(Load);

    /// <summary>All of them, in the order of the file.</summary>
    public static IReadOnlyList<ScheduledTask> All => s_all.Value;

    /// <summary>One by its name.</summary>
    /// <exception cref="Geo.Core.NotFoundException">There is none.</exception>
    public static ScheduledTask Get(string id) => All.FirstOrDefault(t => t.Id == id) ?? throw new Geo.Core.NotFoundException("task", id);

    private static ScheduledTask[] Load()
    {
        using JsonDocument file = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", "schedule.json")));
        return [.. file.RootElement.EnumerateObject().Select(task => Of(task.Name, task.Value))];
    }

    private static ScheduledTask Of(string id, JsonElement told)
    {
        string Text(string name) => told.GetProperty(name).GetString()!;
        return new ScheduledTask(id, CronTimes.Parse(Text("cron")), told.TryGetProperty("paused", out JsonElement paused) && paused.GetBoolean(),
            new Reason(Text("zh"), Text("en")), new Reason(Text("about_zh"), Text("about_en")));
    }
}
