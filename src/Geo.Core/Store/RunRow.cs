namespace Geo.Core.Store;

#pragma warning disable IDE1006, CA1812 // Dapper makes it and fills it by the columns' names.
/// <summary>A row of the table runs.</summary>
internal sealed class RunRow
{
    public string id { get; set; } = "";
    public string kind { get; set; } = "";
    public string state { get; set; } = "";
    public string parameters { get; set; } = "";
    public string? input_hash { get; set; }
    public string? outputs { get; set; }
    public string created_at { get; set; } = "";
    public string? started_at { get; set; }
    public string? ended_at { get; set; }
    public double progress { get; set; }
    public string? progress_at { get; set; }
    public string? message { get; set; }
    public string? error { get; set; }
    public int attempt { get; set; }
    public long fencing_token { get; set; }
    public string? owner { get; set; }
    public string? lease_until { get; set; }
    public bool cancel_requested { get; set; }
    public string author { get; set; } = "";
    public string code_version { get; set; } = "";
    public string? parent_id { get; set; }

    public Run ToRun() => new(
        id, kind, state, parameters, input_hash, outputs, ColumnValue.Instant(created_at), At(started_at), At(ended_at),
        progress, At(progress_at), message, error, attempt, fencing_token, owner, At(lease_until), cancel_requested, author, code_version)
    {
        Parent = parent_id,
    };

    private static DateTimeOffset? At(string? text) => text is null ? null : ColumnValue.Instant(text);
}
