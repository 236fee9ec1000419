#pragma once
// The command line: what may be said, and what it means.
namespace orrery::cli {

// Parses the arguments, runs the command, returns the exit code: 0 done, 1 failed, 2 not understood.
int run(int count, char** arguments);

}  // namespace orrery::cli
