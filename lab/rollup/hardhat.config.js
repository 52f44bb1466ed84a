// Hardhat looks for its settings in the folder that it runs in; what the laboratory needs stands on its command line.
export default {};
