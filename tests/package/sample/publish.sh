# Once a version, in dist/ or in the folder of the zip. Which registry that is stands in your .npmrc.
npm pkg set name=@your-trust/coplan
npm publish

# In each application: your package, under the name that its imports say.
npm install coplan@npm:@your-trust/coplan
