using Geo.Core.Store;

namespace Geo.Jobs.Keeping;

/// <summary>The words that texts of the workspace's rows are made of: what must not stand in a support bundle.</summary>
internal static class RegisterWords
{
    private const int Shortest = 3;

    // Codes of the program, not data: a sentence about them stays readable.
    private static readonly string[] s_codelists =
    [
        "status", "proposed_status", "class", "review", "site_kind", "change_kind", "sensor", "profile", "reference_method", "kind", "state", "test_answer", "test_variable", "missing_reason", "media_type", "time_zone",
    ];

    public static IReadOnlySet<string> Of(WorkspaceStore store)
    {
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (LayerDefinition layer in Layers.All)
        {
            string[] columns = [.. layer.Columns.Where(column => column.Type is ColumnType.Text or ColumnType.TextList && !s_codelists.Contains(column.Name)).Select(column => column.Name)];
            foreach (Feature row in store.Layer(layer.Id).Items(ItemsRequest.Everything))
            {
                Add(words, row.Id);
                foreach (string column in columns)
                {
                    object? value = row.Properties.GetValueOrDefault(column);
                    if (value is string text) Add(words, text);
                    else foreach (string one in value as IEnumerable<string> ?? []) Add(words, one);
                }
            }
        }

        return words;
    }

    // Sentences of the program itself (a proposal's evidence) are long, and no names.
    private static void Add(HashSet<string> words, string text)
    {
        const int longest = 80;
        if (text.Length > longest) return;
        foreach (string word in text.Split([' ', ',', ';', '，', '、', '/'], StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length >= Shortest)) words.Add(word);
    }
}
