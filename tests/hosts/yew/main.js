import start from "./record.js";

start();
