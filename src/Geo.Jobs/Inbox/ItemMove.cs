using System.Globalization;
using System.Text;
using Geo.Core;
using Geo.Core.Sites;
using Geo.Core.Store;
using Geo.Core.Store.Inbox;
using Geo.Jobs.Runs;

namespace Geo.Jobs.Inbox;

/// <summary>
/// Puts what was worked on away: done/DATE or failed/DATE, the reason beside it. Where it goes is stored before the first file is moved, so that a
/// process that dies between leaves nothing in two places.
/// </summary>
internal static class ItemMove
{
    /// <summary>The entry as it is to be put away; its state is moving.</summary>
    public static InboxEntry Decide(string inbox, InboxEntry entry, IReadOnlyList<string> names, bool failed, Reason reason, DateTimeOffset now)
    {
        string kind = failed ? InboxSettings.Failed : InboxSettings.Done, day = $"{kind}/{ChinaTime.Day(now)}", target = day;
        // The same name twice on one day: the second goes beside it.
        for (int i = 2; names.Any(n => Exists(Path.Combine(inbox, target, n))); i++) target = string.Create(CultureInfo.InvariantCulture, $"{day}-{i}");
        return entry with { State = "moving", Outcome = kind, Target = target, Moved = names, Reason = reason };
    }

    /// <summary>Moves, and closes the entry.</summary>
    /// <param name="inbox">Folder of the inbox.</param>
    /// <param name="entry">What <see cref="Decide"/> made, as it is stored.</param>
    /// <param name="now">When.</param>
    /// <param name="write">One transaction.</param>
    public static void Finish(string inbox, InboxEntry entry, DateTimeOffset now, Action<Action<StoreWriter>> write)
    {
        string target = Directory.CreateDirectory(Path.Combine(inbox, entry.Target!)).FullName;
        File.WriteAllText(Path.Combine(target, entry.Name + ".reason.txt"), Text(entry), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        FailPoint.Reach("inbox-moving");
        foreach (string name in entry.Moved)
        {
            string from = Path.Combine(inbox, name), to = Path.Combine(target, name);
            // There already: moved before a crash, and something of the same name was dropped since.
            if (Exists(to) || !Exists(from)) continue;
            if (Directory.Exists(from)) Directory.Move(from, to);
            else File.Move(from, to);
        }

        FailPoint.Reach("inbox-moved");
        InboxEntry ended = entry with { State = entry.Outcome!, EndedAt = now };
        write(writer => writer.ChangeInbox("moving", ended));
    }

    private static string Text(InboxEntry entry) => $"""
        {entry.Name}
        {entry.Reason!.Zh}
        {entry.Reason.En}
        {(entry.Outcome == InboxSettings.Failed ? "改正后把文件移回收件箱，即可重试。\nMend it and move the files back into the inbox to try again." : "")}
        {(entry.SceneIds.Count > 0 ? $"影像 Scenes: {string.Join(", ", entry.SceneIds)}" : "")}
        {(entry.RunId is null ? "" : $"作业 Run: {entry.RunId}")}
        """.ReplaceLineEndings("\n").Replace("\n\n", "\n", StringComparison.Ordinal) + "\n";

    // A link whose target is gone is there too.
    private static bool Exists(string path) => Path.Exists(path) || new FileInfo(path).LinkTarget is not null;
}
