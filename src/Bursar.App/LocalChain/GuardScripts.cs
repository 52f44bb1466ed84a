namespace Bursar.App.LocalChain;

/// <summary>Shell scripts (POSIX sh) that stand between Bursar and a node, since a process that dies by SIGKILL cannot stop its children itself.</summary>
internal static class GuardScripts
{
    /// <summary>Runs the arguments as a command and asks it to stop (SIGTERM) when standard input closes: the parent let go of it, or is no more.</summary>
    public const string Attached = """
        exec 3<&0
        "$@" </dev/null 3<&- &
        node=$!
        ( cat <&3 >/dev/null 2>&1; kill -TERM "$node" 2>/dev/null ) &
        guard=$!
        exec 3<&-
        trap 'kill -TERM "$node" 2>/dev/null' TERM HUP INT
        wait "$node"; code=$?
        while kill -0 "$node" 2>/dev/null; do wait "$node"; code=$?; done
        kill "$guard" 2>/dev/null
        exit "$code"
        """;

    /// <summary>Starts the arguments after the second as a command that outlives the parent and its terminal; its output goes to the file $1 and its
    /// process id to the file $2.</summary>
    public const string Detached = """
        log=$1; pid=$2; shift 2
        trap '' HUP
        if command -v setsid >/dev/null 2>&1; then
            setsid "$@" </dev/null >"$log" 2>&1 &
        else
            "$@" </dev/null >"$log" 2>&1 &
        fi
        echo "$!" >"$pid"
        """;

    /// <summary>Ends the processes whose numbers stand in the .pid files of folder $1 when standard input closes: the parent let go of them, or is no more.</summary>
    public const string Laboratory = """
        trap '' HUP INT TERM
        cat >/dev/null 2>&1
        for signal in TERM KILL; do
            for file in "$1"/*.pid; do
                [ -f "$file" ] && kill "-$signal" "$(cat "$file")" 2>/dev/null
            done
            [ "$signal" = KILL ] || sleep 2
        done
        rm -f "$1"/*.pid
        """;

    /// <summary>Asks the process $1 to stop.</summary>
    public const string Terminate = """kill -TERM "$1" """;
}
